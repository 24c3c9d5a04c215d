import { Badge, Group, Tooltip } from '@mantine/core';
import type { Evidence } from '../../../services/contracts/http/accounts.ts';
import { explainEvidence } from './explain-evidence.ts';

/** Evidence as chips; what the filter saw shows on hover and on focus. */
export const EvidenceBadges = ({ evidence }: { readonly evidence: readonly Evidence[] }) => (
  <Group gap={4}>
    {evidence.map((found) => {
      const { title, text, strength, colour } = explainEvidence(found);
      return (
        <Tooltip key={found.code} label={`${text} Strength ${strength}.`}>
          <Badge color={colour} size="sm" tabIndex={0}>
            {title}
          </Badge>
        </Tooltip>
      );
    })}
  </Group>
);
