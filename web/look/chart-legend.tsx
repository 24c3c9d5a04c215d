import { Box, Group, Text } from '@mantine/core';

interface ChartLegendProps {
  readonly entries: readonly {
    readonly label: string;
    readonly colour: string;
    readonly isEmpty?: boolean;
  }[];
}

/** What a chart's colours mean. Beside the drawing, because it wraps where the screen is narrow. */
export const ChartLegend = ({ entries }: ChartLegendProps) => (
  <Group component="ul" gap="xs" p={0} m={0} mb="xs" style={{ listStyle: 'none', columnGap: 16 }} aria-hidden>
    {entries.map(({ label, colour, isEmpty }) => (
      <Group key={label} component="li" gap={6} wrap="nowrap">
        <Box
          w={12}
          h={12}
          style={{
            flex: 'none',
            borderRadius: 3,
            ...(isEmpty ? { border: `1px dashed ${colour}` } : { background: colour }),
          }}
        />
        <Text size="xs">{label}</Text>
      </Group>
    ))}
  </Group>
);
