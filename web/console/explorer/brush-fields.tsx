import { Fieldset, Group, NumberInput, SimpleGrid, Text } from '@mantine/core';
import { axes, type Axis } from './axes.ts';
import type { Brush, Range } from './brush.ts';

const MOST = 1_000_000;

interface EndProps {
  readonly axis: Axis;
  readonly end: 'min' | 'max';
  readonly range: Range;
  readonly onRange: (range: Range) => void;
}

const End = ({ axis, end, range, onRange }: EndProps) => (
  <NumberInput
    aria-label={`${axis.label}: ${end === 'min' ? 'at least' : 'at most'}`}
    placeholder={end === 'min' ? 'at least' : 'at most'}
    size="xs"
    min={0}
    max={axis.unit === '%' ? 100 : MOST}
    decimalScale={1}
    suffix={axis.unit}
    hideControls
    style={{ flex: 1 }}
    value={range[end] ?? ''}
    onChange={(value) => onRange({ ...range, [end]: typeof value === 'number' ? value : undefined })}
  />
);

interface BrushFieldsProps {
  readonly brush: Brush;
  readonly onRange: (key: string, range: Range) => void;
}

/** The brush in numbers: the same as dragging along an axis, for the keyboard and for those who want it exact. */
export const BrushFields = ({ brush, onRange }: BrushFieldsProps) => (
  <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
    {axes.map((axis) => (
      <Fieldset key={axis.key} legend={axis.label} p="xs" radius="md">
        <Group gap="xs" wrap="nowrap">
          {(['min', 'max'] as const).map((end) => (
            <End
              key={end}
              axis={axis}
              end={end}
              range={brush[axis.key] ?? {}}
              onRange={(range) => onRange(axis.key, range)}
            />
          ))}
        </Group>
        {axis.hint && (
          <Text size="xs" c="dimmed" mt={4}>
            {axis.hint}
          </Text>
        )}
      </Fieldset>
    ))}
  </SimpleGrid>
);
