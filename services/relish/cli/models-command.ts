import { parseArgs } from 'node:util';
import {
  getRegistry,
  type ModelMove,
  type RegisteredArtifact,
  type RegisteredModel,
} from '../../contracts/http/registry.ts';
import { connect, expectReply } from './connect.ts';
import { tame } from './show-rows.ts';
import { inWords, say, type Command, type ExitCode, type Terminal } from './terminal.ts';

const help = `relish models [--json]

Trained models and their artifacts, the newest first: what each was made from, by whom and
why, whether it verifies, and who brought the model to everybody or took it back. To train one is for admins, with a reason: the console's
Registry, or POST /v1/models/{name}/train.

  --json   the same for programs

Ends with 0, or with 1 if an artifact doesn't verify.`;

const madeOf = ({ asOf, accounts, items, provenance, trainingSet }: RegisteredArtifact): string =>
  `position ${asOf}, ${inWords(accounts)} accounts, ${inWords(items)} items, training set ${trainingSet}${provenance ? `, code ${provenance.code.relish}` : ''}`;

const artifactText = (one: RegisteredArtifact, live: string | undefined): readonly string[] => [
  `  ${one.problem ? '✗' : '✓'} ${one.artifact}${one.artifact === live ? '  live' : ''}`,
  `      ${madeOf(one)}`,
  `      ${one.time} by ${one.author.id} (${one.author.role}): ${one.reason}`,
  ...(one.problem ? [`      ${one.problem.detail} (${one.problem.code})`] : []),
];

const moveText = ({ act, author, change, reason, rolloutId, time }: ModelMove): string =>
  `  ${act} ${time} by ${author.id} (${author.role})${change ? `, approved by ${change.approver.id}` : ''}: ${reason} (${rolloutId})`;

const modelText = ({ name, version, live, artifacts, moves }: RegisteredModel): string =>
  [
    `${name}, version ${version}`,
    ...(artifacts.length === 0 ? ['  Nothing was trained yet.'] : []),
    ...artifacts.flatMap((one) => artifactText(one, live)),
    ...moves.map(moveText),
  ]
    .map(tame)
    .join('\n');

const runModels = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const { values } = parseArgs({ args: [...parameters], options: { json: { type: 'boolean' } } });
  const instance = await connect(terminal.environment);
  const registry = expectReply(getRegistry.reply, await instance.call(getRegistry.path), instance.url);
  say(terminal.out, values.json ? JSON.stringify(registry) : registry.models.map(modelText).join('\n\n'));
  return registry.models.some(({ artifacts }) => artifacts.some(({ problem }) => problem)) ? 1 : 0;
};

export const modelsCommand: Command = {
  name: 'models',
  summary: 'What trained models were made from, and whether they verify',
  help,
  run: runModels,
};
