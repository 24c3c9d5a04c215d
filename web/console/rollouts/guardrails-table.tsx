import { Badge, Card, Progress, Table, Text, Title } from '@mantine/core';
import type { RolloutView } from '../../../services/contracts/http/rollouts.ts';
import type { RolloutFinding } from '../../../services/contracts/rollout.ts';
import { count } from '../../look/format.ts';
import { boundText, findingState, guardrailTitle, nearness, ratioText } from './rollout-words.ts';

const COLOURS = { alarm: 'tomato', watch: 'mustard', fine: 'relish' } as const;

const Row = ({ finding }: { readonly finding: RolloutFinding }) => {
  const { guardrail, subject, events, evidence, threshold } = finding;
  const state = findingState(finding);
  return (
    <Table.Tr>
      <Table.Td>
        {guardrailTitle[guardrail]}
        {subject !== undefined && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {subject}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">{count(events.challenger)}</Table.Td>
      <Table.Td ta="right">{count(events.control)}</Table.Td>
      <Table.Td>{ratioText(finding)}</Table.Td>
      <Table.Td>{boundText(finding)}</Table.Td>
      <Table.Td miw={120}>
        <Progress
          value={nearness(finding) * 100}
          color={COLOURS[state]}
          aria-label={`Evidence that the bound of ${guardrailTitle[guardrail]} is passed`}
        />
        <Text size="xs">
          {Math.max(0, evidence).toFixed(1)} of {threshold.toFixed(1)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge color={COLOURS[state]}>{state}</Badge>
      </Table.Td>
    </Table.Tr>
  );
};

const sampleRatioText = ({ sampleRatio: { isOff, evidence, threshold } }: RolloutView['evidence']): string =>
  isOff
    ? 'The arms are not of one size: something loses accounts, and what is counted means nothing.'
    : `Both arms are of one size, as far as can be told (evidence ${Math.max(0, evidence).toFixed(1)} of ${threshold.toFixed(1)}).`;

/** What each guardrail says, and how near it is to taking the challenger back. */
export const GuardrailsTable = ({
  evidence,
  alpha,
}: {
  evidence: RolloutView['evidence'];
  alpha: number;
}) => (
  <Card padding="lg" component="section" aria-labelledby="guardrails">
    <Title order={2} size="h4" id="guardrails">
      Guardrails
    </Title>
    <Text size="sm" c="dimmed" mb="sm">
      Accounts, each counted once. Ratios are the challenger’s rate in units of the control’s, with where the
      truth may be. Together they take back a challenger that is as good in at most {alpha * 100} of 100
      rollouts, however often anybody looks. {sampleRatioText(evidence)}
    </Text>
    <Table.ScrollContainer
      minWidth={720}
      type="native"
      tabIndex={0}
      role="region"
      aria-label="All guardrails"
    >
      <Table aria-label="Guardrails" tabularNums verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Accounts that</Table.Th>
            <Table.Th ta="right">Challenger</Table.Th>
            <Table.Th ta="right">Control</Table.Th>
            <Table.Th>Ratio</Table.Th>
            <Table.Th>Allowed</Table.Th>
            <Table.Th>Evidence against it</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {evidence.findings.map((finding) => (
            <Row key={finding.guardrail} finding={finding} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  </Card>
);
