/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rhythm/bw-rhythm-key.h"

static const char *const kind_ids[BW_RHYTHM_N_KINDS] = { "reading", "ecg", "rr" };

const char *
bw_rhythm_kind_get_id (BwRhythmKind kind)
{
  g_return_val_if_fail ((guint) kind < BW_RHYTHM_N_KINDS, NULL);

  return kind_ids[kind];
}

gboolean
bw_rhythm_kind_from_id (const char   *id,
                        BwRhythmKind *kind)
{
  for (guint i = 0; i < BW_RHYTHM_N_KINDS; i++)
    if (g_strcmp0 (id, kind_ids[i]) == 0)
      {
        *kind = (BwRhythmKind) i;
        return TRUE;
      }
  return FALSE;
}

guint
bw_rhythm_key_hash (gconstpointer key)
{
  const BwRhythmKey *self = key;

  return g_int64_hash (&self->id) * BW_RHYTHM_N_KINDS + (guint) self->kind;
}

gboolean
bw_rhythm_key_equal (gconstpointer a,
                     gconstpointer b)
{
  const BwRhythmKey *one = a, *other = b;

  return one->kind == other->kind && one->id == other->id;
}
