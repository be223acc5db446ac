// One look for the components and the grid: compact, calm, readable. The colours themselves are CSS variables in styles.css.
import { createTheme, type MantineColorsTuple } from '@mantine/core'
import { themeQuartz } from 'ag-grid-community'

/** A quiet blue; shade 6 on white and shade 4 on the dark surface pass 4.5:1. */
const accent: MantineColorsTuple = [
  '#eef4fb',
  '#dbe7f5',
  '#b4cdea',
  '#8ab1df',
  '#6799d6',
  '#3a74ba',
  '#2563a8',
  '#1f548f',
  '#1a4676',
  '#12355b'
]

/** What fades away still has the keys to itself (commands.tsx): the next key would be lost. */
const CLOSES_AT_ONCE = { exitDuration: 0 } as const

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent },
  autoContrast: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  components: {
    Button: { defaultProps: { size: 'xs', fw: 500 } },
    ActionIcon: { defaultProps: { size: 'md', variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Badge: { defaultProps: { size: 'sm', radius: 'sm', variant: 'light', tt: 'none' } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: CLOSES_AT_ONCE } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close this message' } } },
    Modal: {
      defaultProps: {
        centered: false,
        transitionProps: CLOSES_AT_ONCE,
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { 'aria-label': 'Close' }
      }
    }
  }
})

/** The grid in the same colours: it follows light and dark through the variables, without a second theme. */
export const gridTheme = themeQuartz.withParams({
  accentColor: 'var(--mantine-primary-color-filled)',
  backgroundColor: 'var(--app-surface)',
  foregroundColor: 'var(--mantine-color-text)',
  borderColor: 'var(--app-border)',
  headerBackgroundColor: 'var(--app-raised)',
  headerTextColor: 'var(--app-muted)',
  headerFontWeight: 600,
  rowHoverColor: 'var(--app-hover)',
  selectedRowBackgroundColor: 'var(--app-selected)',
  browserColorScheme: 'inherit',
  fontFamily: 'inherit',
  fontSize: 13,
  headerFontSize: 12,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  rowBorder: { color: 'var(--app-border-soft)' },
  columnBorder: false,
  cellHorizontalPadding: 10
})

/** Row heights in pixels. */
export const ROW_HEIGHT = { compact: 30, comfortable: 40 } as const
