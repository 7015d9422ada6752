-- The root of an Indonesian word as search compares it: Snowball's Indonesian stemmer, rule by rule.
-- vowels left decide whether a further affix may go: a word keeps at least two syllables.
CREATE MACRO word_root(word) AS list_transform(list_transform(list_transform(list_transform(list_transform([lower(word)],
    lambda w: CASE WHEN length(regexp_replace(w, '[^aeiou]', '', 'g')) > 2 THEN regexp_replace(w, '(kah|lah|pun)$', '') ELSE w END),
    lambda w: CASE WHEN length(regexp_replace(w, '[^aeiou]', '', 'g')) > 2 THEN regexp_replace(w, '(nya|ku|mu)$', '') ELSE w END),
    lambda w: CASE
        WHEN length(regexp_replace(w, '[^aeiou]', '', 'g')) <= 2 THEN {'rest': w, 'prefix': -1}
        WHEN regexp_matches(w, '^(meng|peng)') THEN {'rest': w[5:], 'prefix': CASE WHEN w[1] = 'm' THEN 1 ELSE 3 END}
        WHEN regexp_matches(w, '^[mp]eny[aeiou]') THEN {'rest': 's' || w[5:], 'prefix': CASE WHEN w[1] = 'm' THEN 11 ELSE 13 END}
        WHEN regexp_matches(w, '^[mp]em[aeiou]') THEN {'rest': 'p' || w[4:], 'prefix': CASE WHEN w[1] = 'm' THEN 11 ELSE 13 END}
        WHEN regexp_matches(w, '^(men|mem|ter)') THEN {'rest': w[4:], 'prefix': 1}
        WHEN regexp_matches(w, '^(pen|pem)') THEN {'rest': w[4:], 'prefix': 3}
        WHEN regexp_matches(w, '^(di|me)') THEN {'rest': w[3:], 'prefix': 1}
        WHEN starts_with(w, 'ke') THEN {'rest': w[3:], 'prefix': 3}
        WHEN regexp_matches(w, '^(per|ber|belajar|pelajar)') THEN {'rest': w[4:], 'prefix': CASE WHEN w[1] = 'b' THEN 4 WHEN w[3] = 'r' THEN 2 ELSE 0 END}
        WHEN starts_with(w, 'pe') THEN {'rest': w[3:], 'prefix': 2}
        WHEN regexp_matches(w, '^be[^aeiou]er') THEN {'rest': w[3:], 'prefix': 4}
        ELSE {'rest': w, 'prefix': 0} END),
    lambda s: CASE
        WHEN s.prefix = -1 OR length(regexp_replace(s.rest, '[^aeiou]', '', 'g')) <= 2 THEN {'rest': s.rest, 'second': false}
        WHEN ends_with(s.rest, 'kan') AND s.prefix % 10 NOT IN (2, 3) THEN {'rest': s.rest[:-4], 'second': s.prefix IN (1, 3) }
        WHEN ends_with(s.rest, 'an') AND s.prefix % 10 <> 1 THEN {'rest': s.rest[:-3], 'second': s.prefix IN (1, 3)}
        WHEN ends_with(s.rest, 'i') AND NOT ends_with(s.rest, 'si') AND s.prefix % 10 <= 2 THEN {'rest': s.rest[:-2], 'second': s.prefix IN (1, 3)}
        ELSE {'rest': s.rest, 'second': false} END),
    lambda s: CASE
        WHEN NOT s.second OR length(regexp_replace(s.rest, '[^aeiou]', '', 'g')) <= 2 THEN s.rest
        WHEN regexp_matches(s.rest, '^(per|ber|belajar|pelajar)') THEN s.rest[4:]
        WHEN starts_with(s.rest, 'pe') OR regexp_matches(s.rest, '^be[^aeiou]er') THEN s.rest[3:]
        ELSE s.rest END)[1];
