import { Alert, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { DryRunReport } from '../../../services/contracts/http/policies.ts';
import { shortDigest } from '../frame/status-words.ts';
import { ReportCharts } from './report-charts.tsx';
import { headlines, warnings } from './report-sentences.ts';
import { ReportTables } from './report-tables.tsx';

/** What a policy would change, the most important first. */
export const Report = ({ report }: { readonly report: DryRunReport }) => (
  <Stack gap="xl" role="region" aria-label="Report of the dry run">
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm">
      {headlines(report).map(({ value, label }) => (
        <Paper key={label} withBorder p="sm">
          <Text size="xl" fw={700} style={{ fontVariantNumeric: 'tabular-nums' }}>
            {value}
          </Text>
          <Text size="sm" c="dimmed">
            {label}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
    {warnings(report).map((warning) => (
      <Alert key={warning} color="mustard" icon={<IconAlertTriangle aria-hidden />}>
        {warning}
      </Alert>
    ))}
    <ReportCharts report={report} />
    <ReportTables report={report} />
    <Text size="xs" c="dimmed">
      State digest {shortDigest(report.digests.before)} before, {shortDigest(report.digests.after)} then
      {report.digests.before === report.digests.after && ': votes and standings stay as they are'}.
    </Text>
  </Stack>
);
