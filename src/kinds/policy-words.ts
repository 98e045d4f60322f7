/** Names of the eviction policies, for whoever has a param of that sort. */
const alike = {
  'policy.lru': 'LRU',
  'policy.fifo': 'FIFO',
  'policy.clock': 'CLOCK',
  'policy.lfu': 'LFU',
  'policy.sieve': 'SIEVE',
  'policy.s3fifo': 'S3-FIFO',
  'policy.twoQ': '2Q',
  'policy.arc': 'ARC',
  'policy.wtinylfu': 'W-TinyLFU',
} as const;

export const policyWords = {
  en: { ...alike, 'policy.random': 'random', 'policy.none': 'keep nothing' },
  ko: { ...alike, 'policy.random': '무작위', 'policy.none': '보관 안 함' },
} as const;
