-- Two indexes of the rows cost more than the rows. An id says when it was minted, and its row is near that time; of a combination it is
-- enough to know in which tenths of a second there are rows of it.
ALTER TABLE requests RENAME TO indexed_requests;

CREATE TABLE requests (
  seq INTEGER PRIMARY KEY, -- when it started, moved on by a tick where another row has it; instants are UTC ticks of 100 ns since 0001-01-01
  moved INTEGER NOT NULL, -- by how many ticks
  facet INTEGER NOT NULL,
  error INTEGER,
  explanation INTEGER NOT NULL,
  id TEXT NOT NULL,
  figures BLOB NOT NULL -- FiguresWriter says what is in it
) STRICT;

CREATE TABLE facet_slots (
  facet INTEGER NOT NULL,
  slot INTEGER NOT NULL, -- FacetSlots says how long one is
  PRIMARY KEY (facet, slot)
) STRICT, WITHOUT ROWID;
