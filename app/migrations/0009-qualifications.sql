-- Reference: what the regulator has on its register, and the grading schemes that an operator added to the built-in
-- ones. It belongs to nobody and anybody may read it.

create table qualification (
  -- In the register's own form: 601/4292/3.
  number text primary key,
  title text not null,
  organisation_number text not null,
  organisation_name text not null,
  organisation_acronym text not null,
  -- E (entry, of which sub-level is not said), E1 to E3, 1, 1/2, 2 … 8; null where the register gives none.
  level text,
  qualification_type text not null,
  subject_area text not null,
  status text not null,
  total_credits integer,
  total_time integer,
  guided_hours integer,
  grading_type text not null,
  grading_scale text not null,
  starts_on date not null,
  ends_on date,
  certified_until date,
  in_england boolean,
  in_northern_ireland boolean,
  specification_url text,
  imported_at timestamptz not null
);

create table grading_scheme (
  code text primary key,
  -- By language: {"en": "…", "cy": "…"}.
  names jsonb not null,
  -- Best first: [{"value": "Merit", "words": {"en": "Merit", "cy": "Teilyngdod"}}]; a letter or figure has no words.
  grades jsonb not null,
  -- Universities number their own courses; all other qualifications are on the register.
  own_numbers boolean not null default false,
  added_by text not null,
  added_at timestamptz not null
);

-- Pages by title; words by their beginnings.
create index qualification_title on qualification (title, number);
create index qualification_words on qualification
  using gin (to_tsvector('simple'::regconfig, title || ' ' || organisation_name || ' ' || organisation_acronym));
create index qualification_organisation on qualification (organisation_name, title, number);
