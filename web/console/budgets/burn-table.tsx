import { Badge, Table, Text } from '@mantine/core';
import type { BurnAlert } from '../../../services/contracts/http/budgets.ts';
import { burnText, severityText, stretchText } from './budget-words.ts';

type Window = BurnAlert['long'];

const Rate = ({ window, factor }: { readonly window: Window; readonly factor: number }) => (
  <>
    <Text span size="sm" fw={window.burnRate > factor ? 700 : 400}>
      {window.answers === 0 ? '–' : burnText(window.burnRate)}
    </Text>{' '}
    <Text span size="xs" c="dimmed">
      in {stretchText(window.minutes)}
    </Text>
  </>
);

/** The four pairs of windows: an alert fires while both burn faster than its factor. */
export const BurnTable = ({
  label,
  alerts,
}: {
  readonly label: string;
  readonly alerts: readonly BurnAlert[];
}) => (
  <Table aria-label={label} tabularNums verticalSpacing={4} horizontalSpacing={6}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Faster than</Table.Th>
        <Table.Th>Burns at</Table.Th>
        <Table.Th>and still at</Table.Th>
        <Table.Th>Alert</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {alerts.map(({ factor, severity, long, short, firing }) => (
        <Table.Tr key={factor}>
          <Table.Td>{factor}×</Table.Td>
          <Table.Td>
            <Rate window={long} factor={factor} />
          </Table.Td>
          <Table.Td>
            <Rate window={short} factor={factor} />
          </Table.Td>
          <Table.Td>
            {firing ? (
              <Badge color={severity === 'page' ? 'tomato' : 'mustard'} miw="max-content">
                {severityText(severity)}
              </Badge>
            ) : (
              <Text size="xs" c="dimmed">
                {severityText(severity)}
              </Text>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
