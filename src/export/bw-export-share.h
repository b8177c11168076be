/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-progress.h"
#include "store/bw-recordings.h"

G_BEGIN_DECLS

/**
 * BwShare:
 *
 * Recordings of one person with their labels, to be given away without saying whose they are: chosen
 * first, then looked at, then written as a zip.
 *
 * Samples and sample rates are exact. Left off are name, birth date, sex, device, software, symptoms,
 * the names of files and readers, the time zone, when labels were given (often on the day of the share,
 * which whoever gets it knows), and notes unless they are asked for. A classification stays where it is
 * one of Apple's in English or German, in English; others tell a language.
 *
 * Dates: what is written is the person's own clock, earlier by a number of whole days, from one year to
 * ten, that the system's random source gives once for each library and that stays in it
 * (setting "share-days", which is in no share). So the time of day is kept, for it is a part of the
 * protocol, and intervals too; the weekday, the season and the year are not. Whole weeks would keep the
 * weekday, which nothing here needs, and leave a seventh of the amounts to guess from. Zones are left
 * off because their changes in spring and autumn would give the amount away; over such a change an
 * interval is that of the clock. All shares of one library fit together.
 *
 * What that does not do: who knows the true time of one recording knows the amount; who knows that the
 * last was made just before the share can guess it; and who holds another ECG of the same person may
 * know it by its shape. It is pseudonymous, not anonymous.
 */
typedef struct _BwShare BwShare;

typedef struct
{
  gboolean labelled_only;
  gboolean has_from, has_to;
  gint64 from_ms, to_ms;  /* recordings that begin in [from_ms, to_ms), by their true time */
  gboolean with_notes;    /* which may say anything */
} BwShareOptions;

/* One file of the zip. */
typedef struct
{
  char *name;             /* "fasting/recording-001.csv" */
  gint64 size;            /* bytes, before they are compressed */
  char *holds;            /* translated: what is in it */
  gint64 recording_id;    /* 0 for what is no recording */
} BwShareEntry;

/**
 * bw_share_new:
 * @library: for reading
 * @ids: (array length=n_ids): with @n_ids 0 all recordings that @options let through, else those of
 *   them that @options let through
 * @options: (nullable)
 *
 * Errors: %BW_ERROR_NOT_FOUND for a recording the library does not hold, %BW_ERROR_TOO_FEW where
 * none is left, those of the library, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): does not change any more; may go to another thread
 */
BwShare *bw_share_new (BwLibrary             *library,
                       const gint64          *ids,
                       guint                  n_ids,
                       const BwShareOptions  *options,
                       BwProgress            *progress,
                       GCancellable          *cancellable,
                       GError               **error);
void bw_share_free (BwShare *self);

/* All that bw_share_write() will write, in its order.
 * Returns: (transfer none) (element-type BwShareEntry) */
GPtrArray *bw_share_get_entries (const BwShare *self);

/* The folder within the zip where the recordings with that label are: "fasting". */
const char *bw_share_get_folder (BwLabel label);

/* How many recordings with that label. */
guint bw_share_count (const BwShare *self,
                      BwLabel        label);

/* What is left off and what stays, one translated sentence each, to be read before it is written.
 * Returns: (transfer full) (array zero-terminated=1) */
char **bw_share_describe (const BwShare *self);

/**
 * bw_share_write:
 * @library: the same, for writing: the first share keeps its number of days there
 * @path: replaced atomically
 *
 * The same choice of the same library gives the same bytes. `import` reads it back.
 *
 * Errors: those of the library (%BW_ERROR_NOT_FOUND for a recording that is gone by now,
 * %BW_ERROR_DAMAGED for a number of days that is none), those of bw_zip_writer_new(),
 * %G_IO_ERROR_CANCELLED.
 */
gboolean bw_share_write (const BwShare  *self,
                         BwLibrary      *library,
                         const char     *path,
                         BwProgress     *progress,
                         GCancellable   *cancellable,
                         GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwShare, bw_share_free)

G_END_DECLS
