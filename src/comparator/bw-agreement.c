/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-agreement.h"

/* Recording → label of one reader. The values are never 0, which no label is. */
static GHashTable *
collect (GArray     *reader_labels,
         const char *reader)
{
  GHashTable *labels = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < reader_labels->len; i++)
    {
      BwReaderLabel *row = &g_array_index (reader_labels, BwReaderLabel, i);

      if (row->label != BW_LABEL_NONE && g_strcmp0 (row->reader, reader) == 0)
        g_hash_table_insert (labels, &row->recording_id, GINT_TO_POINTER ((int) row->label));
    }
  return labels;
}

static void
add_recording (BwAgreement *self,
               gint64       id,
               BwLabel      first,
               BwLabel      second)
{
  self->table[first == BW_LABEL_GLUCOSE][second == BW_LABEL_GLUCOSE]++;
  self->n_both++;
  if (first == second)
    {
      self->n_agree++;
      g_array_append_val (self->agreed, id);
    }
  else
    g_array_append_val (self->conflicts, id);
}

BwAgreement *
bw_agreement_new (GArray     *reader_labels,
                  const char *first,
                  const char *second)
{
  g_autoptr (GHashTable) firsts = NULL;
  g_autoptr (GHashTable) seconds = NULL;
  g_autoptr (GHashTable) done = NULL;
  BwAgreement *self;
  BwKappa kappa;

  g_return_val_if_fail (reader_labels != NULL && first != NULL && second != NULL, NULL);

  firsts = collect (reader_labels, first);
  seconds = collect (reader_labels, second);
  done = g_hash_table_new (g_int64_hash, g_int64_equal);
  self = g_new0 (BwAgreement, 1);
  self->conflicts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->agreed = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < reader_labels->len; i++)
    {
      gint64 *id = &g_array_index (reader_labels, BwReaderLabel, i).recording_id;
      int one = GPOINTER_TO_INT (g_hash_table_lookup (firsts, id));
      int other = GPOINTER_TO_INT (g_hash_table_lookup (seconds, id));

      if ((one == 0 && other == 0) || !g_hash_table_add (done, id))
        continue;
      if (one != 0 && other != 0)
        add_recording (self, *id, (BwLabel) one, (BwLabel) other);
      else if (one != 0)
        self->n_only_first++;
      else
        self->n_only_second++;
    }

  bw_kappa_from_table (&kappa, &self->table[0][0], 2);
  self->agreement = kappa.agreement;
  self->has_kappa = kappa.has_kappa;
  self->kappa = kappa.kappa;
  self->kappa_se = kappa.se;
  self->kappa_low = kappa.low;
  self->kappa_high = kappa.high;
  return self;
}

void
bw_agreement_free (BwAgreement *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->conflicts);
  g_array_unref (self->agreed);
  g_free (self);
}
