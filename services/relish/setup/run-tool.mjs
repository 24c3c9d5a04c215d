import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { showProgress } from './progress.mjs';

/** Enough of a tool's output to see why it failed. */
const TAIL_LINES = 25;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const lastLines = (text) => text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');

/**
 * Runs a tool of the set-up out of sight, with progress. A signal that stops us stops the tool as well.
 * @param {string} title what it does, as people see it
 * @param {readonly string[]} command program and arguments
 * @returns {Promise<{code: number, output: string}>} exit code and the end of what the tool printed
 */
export const runTool = (title, command, { cwd, env }) =>
  new Promise((resolve, reject) => {
    const [program, ...args] = command;
    const progress = showProgress(title);
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = (signal) => {
      child.kill(signal);
      progress.end('stopped');
      process.exit(128 + constants.signals[signal]);
    };
    for (const signal of STOP_SIGNALS) process.on(signal, stop);
    const settle = () => {
      for (const signal of STOP_SIGNALS) process.off(signal, stop);
    };
    let output = '';
    const collect = (chunk) => {
      output = lastLines(output + chunk) + (String(chunk).endsWith('\n') ? '\n' : '');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => {
      settle();
      progress.end('failed');
      reject(error);
    });
    child.on('close', (code) => {
      settle();
      progress.end(code === 0 ? 'done' : 'failed');
      resolve({ code: code ?? 1, output: lastLines(output) });
    });
  });
