/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-samples.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/bw-library-private.h"

/* Samples that one statement inserts. */
#define BATCH_SIZE 4096

/* Quarters of an hour held back before they are written. */
#define ROLLUPS 1024

typedef struct
{
  gint32 kind;
  gint64 start_ms;
  gint64 n;
  double sum;
  double min;
  double max;
} KindRollup;

struct _BwSampleWriter
{
  BwLibrary *library;
  gint64 import_id;

  BwSample sorted[BATCH_SIZE];
  guint8 held[BATCH_SIZE]; /* of the running batch: the library held it already */
  gsize n_held;
  gsize n_uncounted;

  gint32 kind;             /* of the sample before, and whether it is rolled up */
  gboolean quantity;
  gint64 n_new;            /* of that kind, not yet written */
  GHashTable *n_by_kind;   /* kind → (boxed) gint64 */

  KindRollup rollups[ROLLUPS];
  gsize n_rollups;
};

/* Called for a sample of the batch whose key the library holds, with the `nested` of the row there.
 *
 * A record at the top level always counts. One inside a Correlation or Workout counts only where no
 * equal one is at the top level, and once an import. `nested` remembers which import last counted a
 * row that is not (yet) known from the top level, so that both orders give the same count:
 *
 *   row        sample       counts                    row becomes
 *   top level  top level    yes                       –
 *   top level  nested       no                        –
 *   nested     top level    unless by this import     top level
 *   nested     nested       unless by this import     counted by this import
 *
 * Returns (to SQL): whether the row's `nested` becomes the sample's. */
static void
on_held (sqlite3_context  *context,
         int               argc,
         sqlite3_value   **argv)
{
  BwLibrary *library = sqlite3_user_data (context);
  BwSampleWriter *self = library->sample_batch_user;
  const BwSample *sample
      = (const BwSample *) library->sample_batch.rows + library->sample_batch.row;
  gint64 nested = sqlite3_value_int64 (argv[0]);

  self->held[library->sample_batch.row] = TRUE;
  self->n_held++;
  if (nested == 0)
    {
      self->n_uncounted += sample->nested != 0;
      sqlite3_result_int (context, 0);
    }
  else
    {
      self->n_uncounted += nested == self->import_id;
      sqlite3_result_int (context, !sample->nested || nested != self->import_id);
    }
}

static void
sample_column (const BwBatch   *batch,
               int              column,
               sqlite3_context *context)
{
  const BwSample *sample = (const BwSample *) batch->rows + batch->row;

  switch (column)
    {
    case 0:
      sqlite3_result_int (context, sample->kind);
      break;
    case 1:
      sqlite3_result_int64 (context, sample->start_ms);
      break;
    case 2:
      sqlite3_result_int64 (context, sample->end_ms - sample->start_ms);
      break;
    case 3:
      sqlite3_result_int (context, sample->source);
      break;
    case 4:
      sqlite3_result_double (context, sample->value);
      break;
    case 5:
      sqlite3_result_int (context, sample->created_s);
      break;
    case 6:
      sqlite3_result_int (context, sample->offset_min);
      break;
    case 7:
      sqlite3_result_int64 (context, sample->nested ? batch->owner : 0);
      break;
    default:
      sqlite3_result_int64 (context, batch->owner);
      break;
    }
}

static void
rollup_column (const BwBatch   *batch,
               int              column,
               sqlite3_context *context)
{
  const KindRollup *rollup = (const KindRollup *) batch->rows + batch->row;

  switch (column)
    {
    case 0:
      sqlite3_result_int (context, rollup->kind);
      break;
    case 1:
      sqlite3_result_int64 (context, rollup->start_ms);
      break;
    case 2:
      sqlite3_result_int64 (context, rollup->n);
      break;
    case 3:
      sqlite3_result_double (context, rollup->sum);
      break;
    case 4:
      sqlite3_result_double (context, rollup->min);
      break;
    default:
      sqlite3_result_double (context, rollup->max);
      break;
    }
}

int
bw_library_register_samples (BwLibrary *self)
{
  int rc;

  self->sample_batch.declaration = "CREATE TABLE sample_batch (kind_id, start_ms, duration_ms,"
                                   " source_id, value, created_s, offset_min, nested, import_id)";
  self->sample_batch.column = sample_column;
  rc = bw_batch_register (self->db, "sample_batch", &self->sample_batch);
  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2 (self->db, "sample_held", 1, SQLITE_UTF8, self, on_held, NULL,
                                     NULL, NULL);
  return rc;
}

int
bw_library_register_rollups (BwLibrary *self)
{
  self->rollup_batch.declaration
      = "CREATE TABLE rollup_batch (kind_id, start_ms, n, sum, min, max)";
  self->rollup_batch.column = rollup_column;
  return bw_batch_register (self->db, "rollup_batch", &self->rollup_batch);
}

BwSampleWriter *
bw_sample_writer_new (BwLibrary *library,
                      gint64     import_id)
{
  BwSampleWriter *self;

  g_return_val_if_fail (library != NULL && library->mode != BW_LIBRARY_READ, NULL);
  g_return_val_if_fail (import_id > 0, NULL);

  self = g_new0 (BwSampleWriter, 1);
  self->library = library;
  self->import_id = import_id;
  self->n_by_kind = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

void
bw_sample_writer_free (BwSampleWriter *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->n_by_kind);
  g_free (self);
}

static gboolean
write_rollups (BwSampleWriter  *self,
               GError         **error)
{
  BwBatch *batch = &self->library->rollup_batch;
  g_autoptr (BwStatement) statement = NULL;

  if (self->n_rollups == 0)
    return TRUE;

  statement = bw_library_prepare (self->library,
                                  "INSERT INTO rollup SELECT * FROM rollup_batch WHERE true"
                                  " ON CONFLICT DO UPDATE SET n = n + excluded.n,"
                                  " sum = sum + excluded.sum, min = min (min, excluded.min),"
                                  " max = max (max, excluded.max)", error);
  if (statement == NULL)
    return FALSE;

  batch->rows = self->rollups;
  batch->n = self->n_rollups;
  self->n_rollups = 0;
  return bw_statement_run (self->library, statement, error);
}

static void
keep_count (BwSampleWriter *self)
{
  gint64 *n = g_hash_table_lookup (self->n_by_kind, GINT_TO_POINTER (self->kind));

  if (self->n_new == 0)
    return;
  if (n == NULL)
    {
      n = g_new0 (gint64, 1);
      g_hash_table_insert (self->n_by_kind, GINT_TO_POINTER (self->kind), n);
    }
  *n += self->n_new;
  self->n_new = 0;
}

/* Counts a sample that is new into its kind and its quarter of an hour. */
static gboolean
roll_up (BwSampleWriter  *self,
         const BwSample  *sample,
         GError         **error)
{
  KindRollup *rollup = self->n_rollups > 0 ? &self->rollups[self->n_rollups - 1] : NULL;
  gint64 start_ms;

  if (sample->kind != self->kind)
    {
      const BwName *name = bw_library_get_kind (self->library, sample->kind);

      keep_count (self);
      self->kind = sample->kind;
      self->quantity = name != NULL && !name->category;
    }
  self->n_new++;
  if (!self->quantity)
    return TRUE;

  if (rollup == NULL || rollup->kind != sample->kind || sample->start_ms < rollup->start_ms
      || sample->start_ms >= rollup->start_ms + 15 * 60 * 1000)
    {
      start_ms = bw_quarter_of (sample->start_ms);
      if (self->n_rollups == ROLLUPS && !write_rollups (self, error))
        return FALSE;
      rollup = &self->rollups[self->n_rollups++];
      *rollup = (KindRollup) {
        .kind = sample->kind,
        .start_ms = start_ms,
        .min = sample->value,
        .max = sample->value,
      };
    }
  rollup->n++;
  rollup->sum += sample->value;
  rollup->min = MIN (rollup->min, sample->value);
  rollup->max = MAX (rollup->max, sample->value);
  return TRUE;
}

static gboolean
check_sample (const BwSample  *sample,
              GError         **error)
{
  if (sample->kind > 0 && sample->source > 0 && sample->end_ms >= sample->start_ms
      && isfinite (sample->value))
    return TRUE;

  g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
               _("A record without kind, source, number or a possible time cannot be kept."));
  return FALSE;
}

/* By kind and start, which is where in the B-tree and in which quarter of an hour they belong. */
static inline int
compare_samples (const BwSample *a,
                 const BwSample *b)
{
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  return (a->start_ms > b->start_ms) - (a->start_ms < b->start_ms);
}

static int
compare_samples_q (gconstpointer a,
                   gconstpointer b)
{
  return compare_samples (a, b);
}

static gboolean
add_batch (BwSampleWriter  *self,
           const BwSample  *samples,
           gsize            n,
           GError         **error)
{
  BwLibrary *library = self->library;
  g_autoptr (BwStatement) statement = NULL;
  gboolean is_sorted = TRUE;
  gboolean done;

  for (gsize i = 0; i < n; i++)
    {
      if (!check_sample (&samples[i], error))
        return FALSE;
      is_sorted = is_sorted && (i == 0 || compare_samples (&samples[i - 1], &samples[i]) <= 0);
      self->held[i] = FALSE;
    }
  if (!is_sorted)
    {
      memcpy (self->sorted, samples, n * sizeof *samples);
      qsort (self->sorted, n, sizeof *samples, compare_samples_q);
      samples = self->sorted;
    }

  statement = bw_library_prepare (library,
                                  "INSERT INTO sample SELECT * FROM sample_batch WHERE true"
                                  " ON CONFLICT DO UPDATE SET nested = excluded.nested"
                                  " WHERE sample_held (sample.nested)", error);
  if (statement == NULL)
    return FALSE;

  self->n_held = 0;
  self->n_uncounted = 0;
  library->sample_batch.rows = samples;
  library->sample_batch.n = n;
  library->sample_batch.owner = self->import_id;
  library->sample_batch_user = self;
  done = bw_statement_run (library, statement, error);
  library->sample_batch_user = NULL;
  if (!done)
    return FALSE;

  if (self->n_held < n)
    for (gsize i = 0; i < n; i++)
      if (!self->held[i] && !roll_up (self, &samples[i], error))
        return FALSE;
  return TRUE;
}

gboolean
bw_sample_writer_add (BwSampleWriter  *self,
                      const BwSample  *samples,
                      gsize            n,
                      guint64         *n_records,
                      guint64         *n_new,
                      GError         **error)
{
  g_return_val_if_fail (self != NULL && self->library->in_transaction, FALSE);
  g_return_val_if_fail (samples != NULL || n == 0, FALSE);

  for (gsize from = 0; from < n; from += BATCH_SIZE)
    {
      gsize part = MIN (n - from, BATCH_SIZE);

      if (!add_batch (self, samples + from, part, error))
        return FALSE;
      if (n_records != NULL)
        *n_records += part - self->n_uncounted;
      if (n_new != NULL)
        *n_new += part - self->n_held;
    }
  return TRUE;
}

gboolean
bw_sample_writer_finish (BwSampleWriter  *self,
                         GError         **error)
{
  GHashTableIter iter;
  gpointer kind, n;

  g_return_val_if_fail (self != NULL && self->library->in_transaction, FALSE);

  if (!write_rollups (self, error))
    return FALSE;

  keep_count (self);
  g_hash_table_iter_init (&iter, self->n_by_kind);
  while (g_hash_table_iter_next (&iter, &kind, &n))
    {
      g_autoptr (BwStatement) statement = NULL;

      statement = bw_library_prepare (self->library,
                                      "UPDATE kind SET n_samples = n_samples + ? WHERE id = ?",
                                      error);
      if (statement == NULL)
        return FALSE;
      bw_statement_bind (statement, "li", *(gint64 *) n, GPOINTER_TO_INT (kind));
      if (!bw_statement_run (self->library, statement, error))
        return FALSE;
      g_hash_table_iter_remove (&iter);
    }
  return TRUE;
}
