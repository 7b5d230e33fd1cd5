import classes from './Brand.module.css'

/** A lectern, and the name. */
export function Brand() {
  return (
    <span className={classes.brand}>
      <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="currentColor" />
        <path
          d="M7 12.5 25 9v3.6L7 16.1zM14.4 16.6h3.2V22h4.2v3H10.2v-3h4.2z"
          className={classes.mark}
        />
      </svg>
      <span className={classes.name}>Pupitre</span>
    </span>
  )
}
