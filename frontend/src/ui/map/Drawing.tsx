import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { CITIES } from './cities'
import classes from './Map.module.css'
import {
  metresAPixel,
  onScreen,
  type Place,
  type Point,
  pixelsOf,
  type Size,
  scaleBar,
  type View,
  worldOf,
} from './projection'

export interface Around {
  place: Place
  km: number
}

/** Closer than this the outline, drawn for a whole country, would put the sea where there is none. */
const COARSE = 10.5
const SCALE_PIXELS = 110
const LEAST_NAMED = 4.5

interface Props {
  view: View
  size: Size
  around?: Around | undefined
  /** Where pins stand, in pixels: names keep away. */
  taken: readonly Point[]
  /** Told before the cities that we know. */
  names: readonly Named[]
}

export interface Named extends Place {
  name: string
}

/** Land, sea and cities as far as we have them ourselves; closer, a grid that tells distances. */
export function Drawing({ view, size, around, taken, names }: Props) {
  const coarse = view.zoom <= COARSE
  return (
    <svg className={classes.drawing} aria-hidden="true" focusable="false">
      {coarse ? <Outline view={view} size={size} /> : <Grid view={view} size={size} />}
      {around && <Circle around={around} view={view} size={size} />}
      <Names view={view} size={size} taken={taken} names={names} />
    </svg>
  )
}

interface Part {
  view: View
  size: Size
}

function Outline({ view, size }: Part) {
  // Some kilobytes that only those fetch who look at a map from afar.
  const { data } = useQuery({
    queryKey: ['outline'],
    queryFn: () => import('./outline'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!data) return null
  const scale = pixelsOf(view.zoom) / data.SIDE
  const { x, y } = onScreen({ x: 0, y: 0 }, view, size)
  return (
    <>
      <rect className={classes.sea} width="100%" height="100%" />
      <g transform={`translate(${x} ${y}) scale(${scale})`}>
        <path className={classes.land} d={data.LAND} />
        <path className={classes.borders} d={data.BORDERS} />
      </g>
    </>
  )
}

/** As far apart as the scale is long, and fixed to the ground. */
function Grid({ view, size }: Part) {
  const step = scaleBar(view, SCALE_PIXELS).metres / metresAPixel(view)
  const zero = onScreen({ x: 0, y: 0 }, view, size)
  const lines = (length: number, from: number) => {
    const first = ((from % step) + step) % step
    return Array.from({ length: Math.max(0, Math.ceil((length - first) / step)) }, (_, at) =>
      Math.round(first + at * step),
    )
  }
  return (
    <g className={classes.grid}>
      {lines(size.width, zero.x).map((x) => (
        <line key={x} x1={x} x2={x} y1={0} y2={size.height} />
      ))}
      {lines(size.height, zero.y).map((y) => (
        <line key={y} x1={0} x2={size.width} y1={y} y2={y} />
      ))}
    </g>
  )
}

function Circle({ around, view, size }: Part & { around: Around }) {
  const { x, y } = onScreen(worldOf(around.place), view, size)
  const radius = (around.km * 1000) / metresAPixel({ ...view, ...worldOf(around.place) })
  return (
    <>
      <circle className={classes.around} cx={x} cy={y} r={radius} />
      <circle className={classes.here} cx={x} cy={y} r={7} />
    </>
  )
}

const LETTER = 7
const LINE = 16
/** Where a name may stand: at its place, below or above the pin that is there. */
const BESIDE = [0, 34, -26]

function Names({ view, size, taken, names }: Part & Pick<Props, 'taken' | 'names'>) {
  const world = useMemo(() => {
    const own = new Set(names.map(({ name }) => name))
    return [...names, ...CITIES.filter(({ name }) => !own.has(name))].map((one) => ({
      ...one,
      ...worldOf(one),
    }))
  }, [names])
  if (view.zoom < LEAST_NAMED) return null
  const told: (Point & { name: string })[] = []
  for (const one of world) {
    const { x, y } = onScreen(one, view, size)
    const reach = (one.name.length * LETTER) / 2
    const free = (at: number) =>
      x > reach &&
      x < size.width - reach &&
      at > LINE &&
      at < size.height - 2 * LINE &&
      !taken.some((pin) => Math.abs(pin.x - x) < reach + 40 && Math.abs(pin.y - at) < 26) &&
      !told.some((other) => Math.abs(other.x - x) < reach + 40 && Math.abs(other.y - at) < LINE)
    const at = BESIDE.map((down) => y + down).find(free)
    if (at !== undefined) told.push({ name: one.name, x, y: at })
  }
  return told.map(({ name, x, y }) => (
    <text key={name} className={classes.city} x={x} y={y} textAnchor="middle">
      {name}
    </text>
  ))
}

export function Scale({ view }: { view: View }) {
  const { metres, pixels } = scaleBar(view, SCALE_PIXELS)
  return (
    <div className={classes.scale} style={{ width: pixels }} aria-hidden="true">
      {metres >= 1000 ? `${metres / 1000} km` : `${metres} m`}
    </div>
  )
}
