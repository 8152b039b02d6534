-- A smaller index of words: at most two and a half times the texts, whatever their script.

-- The index has `е` for `ё`, as the program asks for it, so texts with ё need no copy of their words.
drop view search_texts;
create view search_texts as
select
    id,
    coalesce(
        iif(indexed_title_of = title, indexed_title, null),
        replace(replace(replace(replace(title, 'ß', 'ss'), 'ẞ', 'ss'), 'ё', 'е'), 'Ё', 'е')
    ) as title,
    coalesce(indexed_body, replace(replace(replace(replace(plain, 'ß', 'ss'), 'ẞ', 'ss'), 'ё', 'е'), 'Ё', 'е'))
        || iif(folded = '', '', ' ' || folded) as body,
    'lang' || replace(language, '-', '') || ' kind' || item_kind as tags
from translations
where status = 'published' and deleted_at is null;

-- The next start renders these texts again, which takes their copies away.
update translations
set renderer = 0
where (indexed_title is not null or indexed_body is not null)
    and (instr(title, 'ё') or instr(title, 'Ё') or instr(plain, 'ё') or instr(plain, 'Ё'));

-- No list of beginnings of two characters: it holds every text in Chinese or Japanese once more.
drop table search_words;
drop table search_fts;
create virtual table search_fts using fts5(
    title, body, tags,
    content = 'search_texts',
    content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'",
    prefix = '3'
);

insert into search_fts (search_fts) values ('rebuild');

create virtual table search_words using fts5vocab(search_fts, row);
