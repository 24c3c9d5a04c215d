import { Table, Text } from '@mantine/core';
import type { Policy } from '../../../services/contracts/policy.ts';
import { policyChanges } from './policy-changes.ts';

interface PolicyDiffProps {
  readonly label: string;
  readonly before: Policy;
  readonly after: Policy;
}

/** What differs between two policies, field by field. */
export const PolicyDiff = ({ label, before, after }: PolicyDiffProps) => {
  const changes = policyChanges(before, after);
  if (changes.length === 0) return <Text size="sm">The same as the policy in force.</Text>;
  return (
    <Table aria-label={label} tabularNums horizontalSpacing={6} verticalSpacing={4}>
      <Table.Tbody>
        {changes.map((change) => (
          <Table.Tr key={change.path}>
            <Table.Td>{change.label}</Table.Td>
            <Table.Td ta="right" style={{ overflowWrap: 'anywhere' }}>
              <Text span size="sm" c="dimmed" td="line-through">
                {change.before}
              </Text>{' '}
              →{' '}
              <Text span size="sm" fw={650}>
                {change.after}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};
