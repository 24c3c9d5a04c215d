/**
 * While a log is being restored its head is no number but a mark, `restoring <who> <sequence>`: nothing can be appended
 * meanwhile, since `INCR` fails on it, and nothing is read, since the streams have no last position yet.
 */

/**
 * Takes an empty log, or one that an unfinished restore has left.
 *
 * KEYS  head counter
 * ARGV  mark
 *
 * Returns what was there: `''`, an earlier mark, or the head of a log that isn't empty, which stays as it is.
 */
export const TAKE = `
local there = redis.call('GET', KEYS[1]) or ''
if there ~= '' and string.sub(there, 1, 10) ~= 'restoring ' then return there end
redis.call('SET', KEYS[1], ARGV[1])
return there
`;

/**
 * Writes a run of events at the sequences that they had.
 *
 * KEYS  head counter · stream and last positions by source, of each stream · a bucket of ids an event
 * ARGV  mark · the mark after it · then an event: number of its stream · sequence · id · source · text
 *
 * Returns 1, or 0 where the mark is another: nothing was written then.
 */
export const RESTORE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local events = (#ARGV - 2) / 5
local first = #KEYS - events
for i = 1, events do
  local at = 5 * i - 2
  local stream, sequence = tonumber(ARGV[at]), ARGV[at + 1]
  redis.call('XADD', KEYS[2 * stream], sequence .. '-0', 'e', ARGV[at + 4])
  redis.call('HSETNX', KEYS[first + i], ARGV[at + 2], sequence)
  redis.call('HSET', KEYS[2 * stream + 1], ARGV[at + 3], sequence)
end
redis.call('SET', KEYS[1], ARGV[2])
return 1
`;

/**
 * Makes a log of what was restored, in one step.
 *
 * KEYS  head counter · last position of each stream
 * ARGV  mark · sequence of the newest event · of each stream's newest, 0 for none
 *
 * Returns 1, or 0 where the mark is another.
 */
export const FINISH = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
for i = 2, #KEYS do
  if ARGV[i + 1] ~= '0' then redis.call('SET', KEYS[i], ARGV[i + 1]) end
end
if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2]) end
return 1
`;

/**
 * Removes what an unfinished restore has written.
 *
 * KEYS  head counter · keys to remove
 * ARGV  how the mark begins
 *
 * Returns 1, or 0 where the mark is another.
 */
export const CLEAR = `
local there = redis.call('GET', KEYS[1]) or ''
if string.sub(there, 1, #ARGV[1]) ~= ARGV[1] then return 0 end
for i = 2, #KEYS do redis.call('DEL', KEYS[i]) end
return 1
`;
