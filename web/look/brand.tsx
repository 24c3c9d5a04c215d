import { Group, Text } from '@mantine/core';

/** The mark: a sausage in its bun with a wave of mustard. Colours hold on light and dark. */
export const BrandMark = ({ size = 34 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 40 40" aria-hidden focusable="false">
    <rect x="3" y="9" width="34" height="12" rx="6" fill="#e9a94f" />
    <rect x="1" y="14" width="38" height="11" rx="5.5" fill="#c9432b" />
    <path
      d="M5 19c3-5 5-5 7.5 0s5 5 7.5 0 5-5 7.5 0 4.5 5 7.5 0"
      fill="none"
      stroke="#fcd257"
      strokeWidth="2.6"
      strokeLinecap="round"
    />
    <path d="M3 24h34v1a8 8 0 0 1-8 8H11a8 8 0 0 1-8-8z" fill="#f0bb68" />
    <circle cx="11" cy="28" r="1" fill="#fff3d6" />
    <circle cx="20" cy="29.5" r="1" fill="#fff3d6" />
    <circle cx="29" cy="28" r="1" fill="#fff3d6" />
  </svg>
);

/** Mark and name, with what this part of it is called. */
export const Brand = ({ part }: { readonly part?: string }) => (
  <Group gap="xs" wrap="nowrap">
    <BrandMark />
    <Text fw={800} size="xl" lh={1} style={{ letterSpacing: '-0.02em' }}>
      Relish
    </Text>
    {/* Between the words, for those who hear them: a name that says what is seen. */}
    {part && ' '}
    {part && (
      <Text c="dimmed" size="sm" lh={1} visibleFrom="xs" pt={4}>
        {part}
      </Text>
    )}
  </Group>
);
