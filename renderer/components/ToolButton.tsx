// A button of a toolbar: icon and word, the icon alone where the toolbar is narrow.
import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import classes from './ToolButton.module.css'

type ToolButtonProps = Omit<ComponentPropsWithRef<'button'>, 'color' | 'style'> &
  Pick<ButtonProps, 'disabled'> & {
    readonly label: string
    readonly icon: ReactNode
    /** Shown as switched on. */
    readonly pressed?: boolean
  }

export function ToolButton({ label, icon, pressed = false, title = label, ...rest }: ToolButtonProps) {
  return (
    <Button
      variant={pressed ? 'light' : 'subtle'}
      color={pressed ? 'accent' : 'gray'}
      classNames={{ root: classes.button, label: classes.label, section: classes.icon }}
      leftSection={icon}
      aria-label={label}
      title={title}
      {...rest}
    >
      {label}
    </Button>
  )
}
