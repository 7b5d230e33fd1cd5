export const LOGO_TYPES = ['image/png', 'image/jpeg', 'image/webp']

/** 400 kB, as the server counts. */
const MOST_BYTES = 400_000

export type LogoFault = 'wrong_type' | 'too_large'

/** What the server would refuse, said before anything is sent. */
export function faultOf({ type, size }: Pick<File, 'type' | 'size'>): LogoFault | null {
  if (!LOGO_TYPES.includes(type)) return 'wrong_type'
  return size > MOST_BYTES ? 'too_large' : null
}

export const kilobytes = (bytes: number): number => Math.ceil(bytes / 1000)

/** `data:image/png;base64,AAAA` -> `AAAA` */
export const base64Of = (dataUrl: string): string => dataUrl.slice(dataUrl.indexOf(',') + 1)

/** The image as a `data:` address, which a page may show without asking anybody. */
export const readImage = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
