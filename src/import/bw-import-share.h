/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-problems.h"
#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* Shares: zips of recordings and labels that do not say whose they are, as export/ writes them. */

/* Whether the zip at @path is one, by its manifest; or the folder that one was unpacked to. */
gboolean bw_import_share_sniff (const char *path);
gboolean bw_import_share_sniff_folder (const char *path);

/* Whether a file of it is its table of labels. */
gboolean bw_import_share_is_labels (const char *name);

/**
 * BwImportShare:
 *
 * The recordings of one share while it comes in. The dates of a share are not the true ones, so in a
 * library that holds its recordings already they would all be there twice: they are left out.
 */
typedef struct _BwImportShare BwImportShare;

/* @library: in a transaction until bw_import_share_finish()
 * @labels_given: whether the person told the labels, which then hold */
BwImportShare *bw_import_share_new (BwLibrary *library,
                                    gint64     import_id,
                                    gboolean   labels_given);
void bw_import_share_free (BwImportShare *self);

/* To be asked before a recording is added. @is_held: (out): it is there under another date */
gboolean bw_import_share_ask (BwImportShare      *self,
                              const BwRecording  *recording,
                              const gint32       *samples_nv,
                              gboolean           *is_held,
                              GError            **error);

/* A recording that was added, with its id and the name that it has in the share. */
void bw_import_share_note (BwImportShare     *self,
                           const BwRecording *recording,
                           gboolean           is_new);

/**
 * bw_import_share_finish:
 * @labels: (nullable): its table of labels
 * @problems: gets what could not be read of it, and what was left out
 * @shown: the share's name
 *
 * Labels, notes and readers' labels of the new recordings; those that were there get what they lack of
 * notes and readers' labels, and keep what they have. A table that cannot be read is a problem, not an
 * error: labels go by the folders then.
 *
 * A share's times are those of a clock without a zone, as if it were UTC. A library of nothing but
 * shares has that zone, so that days are what they were.
 */
gboolean bw_import_share_finish (BwImportShare  *self,
                                 GBytes         *labels,
                                 BwProblems     *problems,
                                 const char     *shown,
                                 GError        **error);

/* How many recordings were there under another date. */
guint bw_import_share_count_held (const BwImportShare *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportShare, bw_import_share_free)

G_END_DECLS
