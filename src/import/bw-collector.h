/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-parcel.h"
#include "import/bw-people.h"
#include "import/bw-problems.h"

G_BEGIN_DECLS

/* The reading thread's side of an import: the parcel being filled, the names seen so far and what
 * went wrong. One for all files of a call. */
typedef struct _BwCollector BwCollector;

struct _BwCollector
{
  BwParcel *parcel;        /* the one to fill; never %NULL between calls */
  BwProblems *problems;
  guint64 skipped;       /* records and recordings left out */
  gint64 exported_ms;    /* ExportDate of the file, 0 unknown */
  GHashTable *zones;     /* (element-type utf8 uint): HKTimeZone → sleep records */
  BwPeople *people;      /* of all tables of the call; never %NULL */
  GBytes *share_labels;  /* (nullable): the table of labels of a share */
};

BwCollector *bw_collector_new (void);
void bw_collector_free (BwCollector *self);

/* Whose values to take of tables of several people. @name: (nullable): none was chosen */
void bw_collector_set_person (BwCollector *self,
                              const char  *name);

/* Where full parcels go. */
void bw_collector_set_ring (BwCollector *self,
                            BwRing      *ring);

/* Begins another file: its problems, counts and zones are its own, and nothing is left of what a
 * file before did not hand over. Names are remembered. */
void bw_collector_begin_file (BwCollector *self);

/* Hands the parcel over and takes an empty one. Fails with %G_IO_ERROR_CANCELLED when the writing
 * side has given up. */
gboolean bw_collector_flush (BwCollector  *self,
                             GError      **error);

/* flush() where another sample, or @n_beats more beats, would not fit. */
gboolean bw_collector_make_room (BwCollector  *self,
                                 guint         n_beats,
                                 GError      **error);

/**
 * bw_collector_name:
 * @parts: (array length=3): as they stand in the XML
 *
 * The reader's id of a name. Fails with %BW_ERROR_HOSTILE for a file that has more names than any
 * person can have gathered.
 *
 * Returns: the id from 1, 0 with @error
 */
gint32 bw_collector_name (BwCollector       *self,
                          BwParcelNameType   type,
                          const BwSlice     *parts,
                          GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCollector, bw_collector_free)

G_END_DECLS
