/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwDictionaryEntry:
 *
 * What the tables and views of a library hold: the words that its own table “dictionary” has, so that
 * who opens the file with other tools need not guess. In English, as the names of the columns are,
 * and never translated: they are a part of the file.
 *
 * A test holds the list to the schema: whatever is there is told of, and nothing else.
 */
typedef struct
{
  const char *name;     /* of the column */
  const char *unit;     /* "ms", "bpm", "0 or 1" …; "" where there is none to tell */
  const char *meaning;  /* a phrase without a full stop */
} BwDictionaryColumn;

typedef struct
{
  const char *name;     /* of the table or view */
  const char *base;     /* (nullable): whose columns of the same name mean the same */
  const char *meaning;  /* a phrase without a full stop */
  const BwDictionaryColumn *columns; /* those that are told of here; the last has no name */
} BwDictionaryEntry;

/* Returns: (nullable) */
const BwDictionaryEntry *bw_dictionary_find (const char *name);

/* A column of a table or view: told of in its own entry, in that of its base, or among those that mean
 * the same everywhere. Returns: (nullable) */
const BwDictionaryColumn *bw_dictionary_find_column (const char *name,
                                                     const char *column);

G_END_DECLS
