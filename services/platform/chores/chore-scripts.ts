/**
 * A chore's queue is a stream that holds one entry while the chore is taken, and a consumer group that knows by whom.
 *
 * KEYS  when it is due · the queue
 * ARGV  worker · every, in ms · patience, in ms: after so long without a sign of life, another takes it over
 *
 * Returns the id of the entry if the worker has it now, else nothing.
 */
export const TAKE = `
local due, queue, worker = KEYS[1], KEYS[2], ARGV[1]
if redis.call('EXISTS', queue) == 0 then redis.call('XGROUP', 'CREATE', queue, 'workers', '0', 'MKSTREAM') end
local claimed = redis.call('XAUTOCLAIM', queue, 'workers', worker, ARGV[3], '0-0', 'COUNT', 1)[2]
if #claimed > 0 then return claimed[1][1] end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('XLEN', queue) > 0 or now < tonumber(redis.call('GET', due) or '0') then return false end
redis.call('SET', due, string.format('%.0f', now + tonumber(ARGV[2])))
local id = redis.call('XADD', queue, '*', 'due', now)
redis.call('XREADGROUP', 'GROUP', 'workers', worker, 'COUNT', 1, 'STREAMS', queue, '>')
return id
`;

const IF_MINE = `
local queue, worker, id = KEYS[1], ARGV[1], ARGV[2]
local held = redis.call('XPENDING', queue, 'workers', id, id, 1)[1]
if not held or held[2] ~= worker then return 0 end
`;

/** A sign of life. KEYS the queue · ARGV worker · id; returns 0 if another has taken the work over. */
export const KEEP = `${IF_MINE}
redis.call('XCLAIM', queue, 'workers', worker, 0, id, 'JUSTID')
return 1
`;

/** The work is done. KEYS the queue · ARGV worker · id; returns 0 if another has taken it over. */
export const FINISH = `${IF_MINE}
redis.call('XACK', queue, 'workers', id)
redis.call('XDEL', queue, id)
return 1
`;
