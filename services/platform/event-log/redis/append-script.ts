/**
 * A group of appends: for each, checks what is expected of a source, leaves out what is known, numbers the rest and
 * writes it; all in one step that no other command can come between, and one write to the disk. Every key has the
 * hash tag of the log, so a Cluster keeps them together.
 *
 * KEYS  head counter · stream · last position of the stream · last positions by source · a bucket of ids an event
 * ARGV  an append: expected source (`''` for none) · its expected sequence · number of events ·
 *       then an event: id · source · text
 *
 * Returns for each append `{sequence, …}`, a known event's with a minus sign, or `{'conflict', sequence}`. Nothing
 * can fail after the first write: where Redis has no memory left, that one already does.
 */
export const APPEND = `
local argument, key = 1, 5
local function append(count)
  local reply, sources, last = {}, {}, nil
  for i = 1, count do
    local id, source, text = ARGV[argument], ARGV[argument + 1], ARGV[argument + 2]
    local first = redis.call('HGET', KEYS[key], id)
    if first then
      reply[i] = '-' .. first
    else
      last = string.format('%.0f', redis.call('INCR', KEYS[1]))
      redis.call('XADD', KEYS[2], last .. '-0', 'e', text)
      redis.call('HSET', KEYS[key], id, last)
      sources[source] = last
      reply[i] = last
    end
    argument, key = argument + 3, key + 1
  end
  if last then
    redis.call('SET', KEYS[3], last)
    for source, at in pairs(sources) do redis.call('HSET', KEYS[4], source, at) end
  end
  return reply
end
local replies = {}
while argument <= #ARGV do
  local source, expected, count = ARGV[argument], ARGV[argument + 1], tonumber(ARGV[argument + 2])
  argument = argument + 3
  local actual = source ~= '' and (redis.call('HGET', KEYS[4], source) or '0') or expected
  if actual == expected then
    replies[#replies + 1] = append(count)
  else
    replies[#replies + 1] = {'conflict', actual}
    argument, key = argument + 3 * count, key + count
  end
end
return replies
`;

/**
 * Forgets a stream's events up to a position that the archive has.
 *
 * KEYS  stream · where the archive's part ends
 * ARGV  sequence of the last event to forget
 */
export const TRIM = `
local before = tonumber(redis.call('GET', KEYS[2]) or '0')
if tonumber(ARGV[1]) <= before then return 0 end
redis.call('SET', KEYS[2], ARGV[1])
return redis.call('XTRIM', KEYS[1], 'MINID', string.format('%.0f', tonumber(ARGV[1]) + 1))
`;
