-- KEYS[1] the bucket. ARGV: now (ms), capacity, window (ms).
-- Takes one token; answers 0, or the milliseconds to wait, and the whole tokens that are left.
-- A learned capacity outlives the one given.
local now, capacity, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'capacity', 'closed_until')
capacity = tonumber(held[3]) or capacity
local closed_until = tonumber(held[4]) or 0
if closed_until > now then return {closed_until - now, 0} end
local rate = capacity / window
local tokens = tonumber(held[1]) or capacity
local at = tonumber(held[2]) or now
tokens = math.min(capacity, tokens + math.max(0, now - at) * rate)
local wait = 0
if tokens >= 1 then tokens = tokens - 1 else wait = math.ceil((1 - tokens) / rate) end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', now)
redis.call('PEXPIRE', KEYS[1], window * 2)
return {wait, math.floor(tokens)}
