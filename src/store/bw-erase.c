/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-samples.h"

#include "store/bw-library-private.h"

gboolean
bw_library_erase (BwLibrary  *self,
                  GError    **error)
{
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL && !self->in_transaction, FALSE);

  if (!bw_library_begin (self, error))
    return FALSE;
  /* What refers to others first. */
  if (!bw_library_execute (self,
                           "DELETE FROM prediction; DELETE FROM forecast; DELETE FROM model;"
                           "DELETE FROM annotation; DELETE FROM backtest;"
                           "DELETE FROM setting WHERE key LIKE 'comparator-%'"
                           " OR key LIKE 'share-%';"
                           "DELETE FROM reader_label; DELETE FROM beat_edit;"
                           "DELETE FROM rr_recording_values; DELETE FROM rr_recording;"
                           "DELETE FROM recording_samples; DELETE FROM recording;"
                           "DELETE FROM beat; DELETE FROM reading;"
                           "DELETE FROM workout; DELETE FROM activity_day;"
                           "DELETE FROM rollup; DELETE FROM sample;"
                           "DELETE FROM problem; DELETE FROM import;"
                           "DELETE FROM kind; DELETE FROM source; DELETE FROM category;"
                           "DELETE FROM characteristic; DELETE FROM zone_note;", error))
    {
      bw_library_rollback (self);
      return FALSE;
    }
  if (!bw_library_commit (self, error))
    return FALSE;
  self->names_version = -1;

  /* Rewrites the file without what was erased. Where a reader is in the way, the space is given
   * back by a later commit. */
  if (!bw_library_execute (self, "VACUUM; PRAGMA wal_checkpoint (TRUNCATE);", &local)
      && !g_error_matches (local, BW_ERROR, BW_ERROR_BUSY))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}
