import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  NavLink,
  type NavLinkProps,
} from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type Native<Props> = Props &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & { ref?: Ref<HTMLAnchorElement> }

/** A place to go that looks like a button. */
export const ButtonLink = createLink((props: Native<ButtonProps>) => (
  <Button component="a" {...props} />
))

export const TextLink = createLink((props: Native<AnchorProps>) => <Anchor {...props} />)

/** Above a title, to the list that the page belongs to. */
export const BackLink = createLink((props: Native<AnchorProps>) => (
  <Anchor display="inline-block" mb="xs" {...props} />
))

export const MenuLink = createLink((props: Native<NavLinkProps>) => (
  <NavLink component="a" {...props} />
))
