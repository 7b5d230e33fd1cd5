import type { fr } from './fr'

export type Fr = typeof fr

/** The shape of a dictionary, so that another language that misses a key does not compile. */
export type Words<T> = { [Key in keyof T]: T[Key] extends string ? string : Words<T[Key]> }
