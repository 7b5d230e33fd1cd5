import { ActionIcon } from '@mantine/core'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Cluster, clustersOf } from './cluster'
import { type Around, Drawing, type Named, Scale } from './Drawing'
import classes from './Map.module.css'
import {
  MOST_ZOOM,
  onScreen,
  type Place,
  type Point,
  type View,
  viewOf,
  worldOf,
  zoomed,
} from './projection'
import { useView } from './useView'

export interface Mark {
  id: string
  place: Place
  /** What stands on its pin. */
  label: string
}

interface Props<One extends Mark> {
  label: string
  marks: readonly One[]
  around?: Around | undefined
  active?: string | null
  onActive?: (id: string | null) => void
  /** Those that no view tells apart. */
  onSame?: (ids: readonly string[]) => void
  /** Part of a page that scrolls: a finger that goes up or down scrolls it. */
  inline?: boolean
  /** The closest that is shown before somebody comes closer. */
  closest?: number
  names?: readonly Named[]
  /** What leads to a mark, in the class that it is given. */
  pin: (mark: One, className: string | undefined) => ReactNode
  /** Stands above once somebody moved the map: it may ask for what lies there. */
  above?: (view: View, pixelsAcross: number) => ReactNode
}

/** Metropolitan France, where there is nothing else to show. */
const FRANCE: readonly Place[] = [
  { latitude: 51.1, longitude: -5.2 },
  { latitude: 41.3, longitude: 9.6 },
]
const NO_NAMES: readonly Named[] = []
const LETTER = 8
const PIN_EDGES = 24
const KILOMETRES_A_DEGREE = 111
const SAME = 1e-7

/** Places on a map of our own: no other site is asked for anything. */
export function MarkMap<One extends Mark>(props: Props<One>) {
  const frame = useRef<HTMLDivElement>(null)
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  const merged = useMergedRef(frame, ref)
  const { marks, around, label, inline, active, onActive, onSame, pin, above } = props
  const { t } = useTranslation()
  const size = { width, height }
  const world = useMemo(() => marks.map((mark) => ({ mark, ...worldOf(mark.place) })), [marks])
  const fitted = viewOf(pointsOf(world, around), size, { closest: props.closest })
  const { view, moving, isOwn, go, fit, hands } = useView(fitted, size, frame)

  const known = new Map(world.map((one) => [one.mark.id, one]))
  const clusters = clustersOf(
    world.map(({ mark, x, y }) => ({
      id: mark.id,
      ...onScreen({ x, y }, view, size),
      width: mark.label.length * LETTER + PIN_EDGES,
    })),
  )

  function open({ ids }: Cluster) {
    const points = ids.flatMap((id) => known.get(id) ?? [])
    const [first] = points
    const together = points.every(
      ({ x, y }) => first && Math.abs(x - first.x) < SAME && Math.abs(y - first.y) < SAME,
    )
    if (together || view.zoom >= MOST_ZOOM) {
      onSame?.(ids)
      return
    }
    const closer = viewOf(points, size, { closest: MOST_ZOOM })
    go({ ...closer, zoom: Math.max(closer.zoom, view.zoom + 1) })
    // The button goes, and whoever pressed it goes on with what stands in its place.
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-mark="${first?.mark.id}"] > *`)?.focus(),
    )
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, a map
    <div
      ref={merged}
      role="group"
      aria-label={label}
      className={classes.map}
      data-moving={moving || undefined}
      data-inline={inline || undefined}
      {...hands}
    >
      {width > 0 && (
        <>
          <Drawing
            view={view}
            size={size}
            around={around}
            taken={clusters}
            names={props.names ?? NO_NAMES}
          />
          <ul className={classes.pins}>
            {clusters.map((cluster) => {
              const [first] = cluster.ids
              const one = first === undefined ? undefined : known.get(first)
              if (!one) return null
              const here = cluster.ids.some((id) => id === active)
              return (
                <li
                  key={one.mark.id}
                  data-mark={one.mark.id}
                  style={{ transform: `translate(${cluster.x}px, ${cluster.y}px)` }}
                  data-active={here || undefined}
                  onPointerEnter={() => onActive?.(one.mark.id)}
                  onPointerLeave={() => onActive?.(null)}
                  onFocus={() => onActive?.(one.mark.id)}
                  onBlur={() => onActive?.(null)}
                >
                  {cluster.ids.length === 1 ? (
                    pin(one.mark, classes.pin)
                  ) : (
                    <button
                      type="button"
                      className={`${classes.pin} ${classes.cluster}`}
                      aria-label={t('map.together', { count: cluster.ids.length })}
                      onClick={() => open(cluster)}
                    >
                      {cluster.ids.length}
                    </button>
                  )}
                </li>
              )
            })}
          </ul>
          <Controls onZoom={(steps) => go(zoomed(view, steps))} onFit={isOwn ? fit : undefined} />
          {isOwn && above && (
            <div className={classes.above}>{above(view, Math.min(width, height))}</div>
          )}
          <Scale view={view} />
        </>
      )}
    </div>
  )
}

function Controls({
  onZoom,
  onFit,
}: {
  onZoom: (steps: number) => void
  onFit?: (() => void) | undefined
}) {
  const { t } = useTranslation()
  const look = { variant: 'default', size: 40 } as const
  return (
    <div className={classes.controls}>
      <ActionIcon {...look} aria-label={t('map.closer')} onClick={() => onZoom(1)}>
        <IconPlus size={20} aria-hidden />
      </ActionIcon>
      <ActionIcon {...look} aria-label={t('map.further')} onClick={() => onZoom(-1)}>
        <IconMinus size={20} aria-hidden />
      </ActionIcon>
      <ActionIcon {...look} aria-label={t('map.fit')} disabled={!onFit} onClick={() => onFit?.()}>
        <IconFocusCentered size={20} aria-hidden />
      </ActionIcon>
    </div>
  )
}

function pointsOf(world: readonly Point[], around: Around | undefined): readonly Point[] {
  if (!around) return world.length > 0 ? world : FRANCE.map(worldOf)
  const { latitude, longitude } = around.place
  if (world.length > 0) return [...world, worldOf(around.place)]
  const north = around.km / KILOMETRES_A_DEGREE
  const east = north / Math.max(0.01, Math.cos((latitude * Math.PI) / 180))
  return [
    worldOf({ latitude: latitude + north, longitude: longitude - east }),
    worldOf({ latitude: latitude - north, longitude: longitude + east }),
  ]
}
