/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-comparator.h"

#include "base/bw-error.h"
#include "comparator/bw-apply.h"
#include "comparator/bw-day-split.h"
#include "comparator/bw-fit.h"
#include "store/bw-predictions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Parts of the time: finding heart beats, the rest. */
#define READ_SHARE 0.1

/* How the library's labelled days are split: as the person had it, or as is suggested. */
static BwDaySplit *
read_split (BwLibrary  *library,
            GError    **error)
{
  g_autoptr (GArray) recordings = bw_library_read_recordings (library, error);
  g_autofree char *text = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  BwDaySplit *split;

  if (recordings == NULL)
    return NULL;
  zone = bw_library_get_zone (library);
  text = bw_library_get_setting (library, BW_DAY_SPLIT_SETTING);
  split = bw_day_split_new (recordings, zone);
  bw_day_split_apply_text (split, text);
  return split;
}

/* Whether the days given are days with labels, and none is in two parts. */
static gboolean
check_days (const BwDaySplit *split,
            const GArray     *training_days,
            const GArray     *validation_days,
            GError          **error)
{
  const GArray *parts[] = { training_days, validation_days };

  for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
    for (guint i = 0; parts[p] != NULL && i < parts[p]->len; i++)
      {
        guint32 day = g_array_index (parts[p], guint32, i);
        gboolean found = FALSE;

        for (guint d = 0; d < split->days->len && !found; d++)
          found = g_array_index (split->days, BwDay, d).day == day;
        if (!found)
          {
            g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                         _("There are no labelled recordings of %04u-%02u-%02u."), day / 10000,
                         day / 100 % 100, day % 100);
            return FALSE;
          }
        if (p == 1 && bw_beat_days_contain (training_days, day))
          {
            g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                         _("%04u-%02u-%02u cannot be a training day and a validation day as well."),
                         day / 10000, day / 100 % 100, day % 100);
            return FALSE;
          }
      }
  return TRUE;
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

/* Ascending, each once, so that the order somebody gave them in makes no other model. */
static GArray *
sort_days (const GArray *days)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; days != NULL && i < days->len; i++)
    if (!bw_beat_days_contain (sorted, g_array_index (days, guint32, i)))
      g_array_append_val (sorted, g_array_index (days, guint32, i));
  g_array_sort (sorted, compare_days);
  return sorted;
}

BwComparatorModel *
bw_comparator_train (BwLibrary                       *library,
                     const BwComparatorTrainOptions  *options,
                     BwProgress                      *progress,
                     GCancellable                    *cancellable,
                     GError                         **error)
{
  g_autoptr (BwDaySplit) split = NULL;
  g_autoptr (GArray) training_days = NULL, validation_days = NULL;
  g_autoptr (BwBeatSet) set = NULL;
  BwFitOptions fit_options;

  g_return_val_if_fail (library != NULL && options != NULL, NULL);

  split = read_split (library, error);
  if (split == NULL)
    return NULL;
  if (options->training_days != NULL)
    {
      training_days = sort_days (options->training_days);
      validation_days = sort_days (options->validation_days);
      if (!check_days (split, training_days, validation_days, error))
        return NULL;
    }
  else
    {
      if (!bw_day_split_can_train (split, error))
        return NULL;
      training_days = bw_day_split_get_days (split, BW_DAY_TRAINING);
      validation_days = bw_day_split_get_days (split, BW_DAY_VALIDATION);
    }

  set = bw_beat_set_read (library, TRUE, _("Finding heartbeats"), READ_SHARE, progress, cancellable,
                          error);
  if (set == NULL)
    return NULL;
  fit_options = (BwFitOptions){
    .mode = options->mode,
    .rule = options->rule,
    .epochs = options->epochs,
    .seed = options->seed,
    .keep_when_cancelled = options->keep_when_cancelled,
    .log = options->log,
  };
  return bw_fit (set, training_days, validation_days, &fit_options, _("Training"), 1 - READ_SHARE,
                 progress, cancellable, error);
}

/* The days of the recordings that are asked about. */
static GArray *
list_days (const BwBeatSet *set,
           const guint8    *asked)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint r = 0; r < set->recordings->len; r++)
    {
      guint32 day = g_array_index (set->recordings, BwBeatRecording, r).day;

      if (asked[r] && (days->len == 0 || g_array_index (days, guint32, days->len - 1) != day))
        g_array_append_val (days, day);
    }
  return days;
}

/* @model, or where it has no references a copy with those of the library's training days.
 * Returns: (transfer full) */
static BwComparatorModel *
complete_model (const BwComparatorModel  *model,
                BwLibrary                *library,
                const BwBeatSet          *set,
                GError                  **error)
{
  g_autoptr (BwDaySplit) split = NULL;
  g_autoptr (GArray) days = NULL;

  if (bw_comparator_model_has_references (model))
    return bw_comparator_model_ref ((BwComparatorModel *) model);
  split = read_split (library, error);
  if (split == NULL)
    return NULL;
  days = bw_day_split_get_days (split, BW_DAY_TRAINING);
  return bw_comparator_model_with_references (model, set, days,
                                              bw_comparator_model_get_info (model)->seed, error);
}

static BwPredictionRow
make_row (const BwAnswer         *answer,
          const BwBeatRecording  *recording,
          const BwComparatorInfo *info,
          gint64                  model_id,
          gint64                  now_ms)
{
  gboolean learnt = recording->label != BW_LABEL_NONE
                    && info->training_days->len > 0
                    && bw_beat_days_contain (info->training_days, recording->day);

  return (BwPredictionRow){
    .recording_id = recording->recording_id,
    .model_id = model_id,
    .made_ms = now_ms,
    .answer = answer->answer,
    .probability = answer->probability,
    .votes = answer->votes,
    .n_beats = answer->n_beats,
    .outside = answer->outside,
    .same_day = answer->same_day,
    .is_reference = answer->is_reference,
    .origin = learnt ? BW_PREDICTION_LEARNT : BW_PREDICTION_FRESH,
  };
}

/* Which recordings of @set are asked about: all where @n_ids is 0.
 * Returns: (transfer full) (nullable): a flag each; %NULL with %BW_ERROR_NOT_FOUND */
static guint8 *
find_asked (const BwBeatSet *set,
            const gint64    *ids,
            guint            n_ids,
            GError         **error)
{
  g_autofree guint8 *asked = g_new0 (guint8, MAX (set->recordings->len, 1));
  g_autoptr (GHashTable) index = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (n_ids == 0)
    memset (asked, TRUE, set->recordings->len);
  for (guint r = 0; r < set->recordings->len && n_ids > 0; r++)
    g_hash_table_insert (index,
                         &g_array_index (set->recordings, BwBeatRecording, r).recording_id,
                         GUINT_TO_POINTER (r));
  for (guint i = 0; i < n_ids; i++)
    {
      gpointer r;

      if (!g_hash_table_lookup_extended (index, &ids[i], NULL, &r))
        {
          g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, ids[i]);

          g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND, _("There is no recording %s."), id);
          return NULL;
        }
      asked[GPOINTER_TO_UINT (r)] = TRUE;
    }
  return g_steal_pointer (&asked);
}

GArray *
bw_comparator_predict (BwLibrary                *library,
                       const BwComparatorModel  *model,
                       gint64                    model_id,
                       BwReferenceKind           reference,
                       const gint64             *ids,
                       guint                     n_ids,
                       BwProgress               *progress,
                       GCancellable             *cancellable,
                       GError                  **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (BwPredictionRow));
  gint64 now_ms = g_get_real_time () / 1000;
  g_autoptr (BwBeatSet) set = NULL;
  g_autoptr (BwComparatorModel) complete = NULL;
  g_autoptr (BwPool) pool = NULL;
  g_autoptr (GArray) days = NULL, answers = NULL;
  g_autofree guint8 *asked = NULL;

  g_return_val_if_fail (library != NULL && model != NULL, NULL);

  set = bw_beat_set_read (library, FALSE, _("Finding heartbeats"), 0.5, progress, cancellable,
                          error);
  if (set == NULL)
    return NULL;
  asked = find_asked (set, ids, n_ids, error);
  if (asked == NULL)
    return NULL;
  complete = complete_model (model, library, set, error);
  if (complete == NULL)
    return NULL;

  bw_progress_begin_stage (progress, _("Telling fasting from after glucose"), 0.5);
  pool = bw_pool_new (0);
  days = list_days (set, asked);
  answers = bw_apply (complete, BW_RULE_BEST, set, days, reference, pool, progress, cancellable,
                      error);
  for (guint i = 0; answers != NULL && i < answers->len; i++)
    {
      const BwAnswer *answer = &g_array_index (answers, BwAnswer, i);
      BwPredictionRow row
          = make_row (answer, &g_array_index (set->recordings, BwBeatRecording, answer->recording),
                      bw_comparator_model_get_info (complete), model_id, now_ms);

      if (asked[answer->recording])
        g_array_append_val (rows, row);
    }
  return answers != NULL ? g_steal_pointer (&rows) : NULL;
}
