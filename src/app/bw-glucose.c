/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-glucose.h"

#include "app/bw-prediction-words.h"
#include "base/bw-time.h"
#include "comparator/bw-model-in-use.h"
#include "store/bw-recordings.h"

#include <glib/gstdio.h>
#include <unistd.h>

static void
model_free (gpointer data)
{
  BwGlucoseModel *model = data;

  g_free (model->name);
  bw_comparator_info_free (model->info);
  g_clear_pointer (&model->evaluation, bw_evaluation_free);
  g_clear_pointer (&model->leave_one_day_out, bw_evaluation_free);
  g_free (model);
}

static BwGlucose *
glucose_of_nothing (void)
{
  BwGlucose *self = g_new0 (BwGlucose, 1);
  g_autoptr (GArray) recordings = g_array_new (FALSE, TRUE, sizeof (BwRecording));

  self->is_writable = TRUE;
  self->zone = g_time_zone_new_local ();
  self->split = bw_day_split_new (recordings, self->zone);
  self->models = g_ptr_array_new_with_free_func (model_free);
  self->due = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/* --- Models ----------------------------------------------------------------------------------- */

/* A model that cannot be read is no reason to show none. */
static void
add_model (BwGlucose        *self,
           const BwModelRow *row)
{
  g_autoptr (BwComparatorInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  BwGlucoseModel *model;

  if (!bw_comparator_info_is_of (row))
    return;
  info = bw_comparator_info_from_row (row, &error);
  if (info == NULL)
    {
      g_debug ("model %" G_GINT64_FORMAT ": %s", row->id, error->message);
      return;
    }
  model = g_new0 (BwGlucoseModel, 1);
  model->id = row->id;
  model->name = row->name != NULL && *row->name != '\0' ? g_strdup (row->name) : NULL;
  model->trained_ms = row->trained_ms;
  model->info = g_steal_pointer (&info);
  model->evaluation = bw_evaluation_from_metrics (row->metrics, FALSE);
  model->leave_one_day_out = bw_evaluation_from_metrics (row->metrics, TRUE);
  g_ptr_array_add (self->models, model);
}

static gboolean
read_models (BwGlucose  *self,
             BwLibrary  *library,
             GError    **error)
{
  g_autoptr (GPtrArray) rows = bw_library_list_models (library, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    add_model (self, g_ptr_array_index (rows, i));
  return bw_library_get_comparator_model_id (library, &self->model_id, error);
}

/* --- Answers ---------------------------------------------------------------------------------- */

/* What a day's references depend on. */
typedef struct
{
  gboolean has_fasting, has_glucose;
  gboolean has_reference;  /* a fasting recording with beats, or that nobody has looked into yet */
  gint64 labelled_ms;      /* when the last of the fasting ones got its label */
  gboolean renewed;        /* the answers of the day were given with other references */
} Day;

static Day *
get_day (GHashTable        *days,
         const BwRecording *recording,
         GTimeZone         *zone)
{
  gint64 number = bw_time_local_day (zone, bw_recording_get_shown_ms (recording, zone));
  Day *day = g_hash_table_lookup (days, &number);

  if (day == NULL)
    {
      day = g_new0 (Day, 1);
      g_hash_table_insert (days, g_memdup2 (&number, sizeof number), day);
    }
  return day;
}

static void
note_label (BwGlucose         *self,
            Day               *day,
            const BwRecording *recording)
{
  gboolean both = day->has_fasting && day->has_glucose;

  self->n_fasting += recording->label == BW_LABEL_FASTING;
  self->n_glucose += recording->label == BW_LABEL_GLUCOSE;
  self->n_unlabelled += recording->label == BW_LABEL_NONE;
  if (recording->label != BW_LABEL_NONE)
    self->labelled_ms = MAX (self->labelled_ms, recording->labelled_ms);
  if (recording->label == BW_LABEL_FASTING)
    {
      day->has_fasting = TRUE;
      day->labelled_ms = MAX (day->labelled_ms, recording->labelled_ms);
    }
  if (recording->label == BW_LABEL_GLUCOSE)
    day->has_glucose = TRUE;
  self->n_days_both += !both && day->has_fasting && day->has_glucose;
}

/* Whether the answer was given with other references than would be taken now. */
static gboolean
is_outdated (const BwPredictionRow *row,
             const BwRecording     *recording,
             const Day             *day)
{
  if (row->is_reference && recording->label != BW_LABEL_FASTING)
    return TRUE;
  return row->made_ms < day->labelled_ms || row->same_day != day->has_reference;
}

static void
count_answer (BwGlucoseAnswers      *answers,
              const BwPredictionRow *row,
              BwLabel                label)
{
  gboolean unsure = bw_prediction_get_predicted (row) == BW_PREDICTED_UNSURE;

  answers->n_differ += bw_prediction_differs (row, label);
  answers->n_all_unsure += unsure;
  if (label != BW_LABEL_NONE)
    return;
  if (row->n_beats == 0)
    {
      answers->n_without_beats++;
      return;
    }
  answers->n_fasting += row->answer == BW_LABEL_FASTING;
  answers->n_glucose += row->answer == BW_LABEL_GLUCOSE;
  answers->n_unsure += unsure;
  answers->n_outside += row->outside;
}

static gboolean
read_answers (BwGlucose  *self,
              BwLibrary  *library,
              GArray     *recordings,
              GHashTable *days,
              GError    **error)
{
  const BwGlucoseModel *model = bw_glucose_get_model (self, self->model_id);
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (model == NULL)
    return TRUE;
  rows = bw_library_read_predictions (library, self->model_id, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      BwPredictionRow *row = &g_array_index (rows, BwPredictionRow, i);

      g_hash_table_insert (by_id, &row->recording_id, row);
    }
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i);
      const BwPredictionRow *row = g_hash_table_lookup (by_id, &recording->id);

      if (recording->label == BW_LABEL_FASTING && (row == NULL || row->n_beats > 0))
        get_day (days, recording, self->zone)->has_reference = TRUE;
    }
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i);
      const BwPredictionRow *row = g_hash_table_lookup (by_id, &recording->id);
      Day *day = get_day (days, recording, self->zone);

      if (row == NULL)
        continue;
      count_answer (&self->answers, row, recording->label);
      /* Published references are of the training days. What was held out stays as it was found. */
      if (model->info->mode == BW_COMPARATOR_DEFAULT && row->origin != BW_PREDICTION_HELD_OUT)
        day->renewed |= is_outdated (row, recording, day);
    }
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i);

      if (!g_hash_table_contains (by_id, &recording->id)
          || get_day (days, recording, self->zone)->renewed)
        g_array_append_val (self->due, recording->id);
    }
  return TRUE;
}

static gboolean
read_all (BwGlucose  *self,
          BwLibrary  *library,
          GError    **error)
{
  g_autoptr (GArray) recordings = bw_library_read_recordings (library, error);
  g_autoptr (GHashTable) days
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autofree char *text = NULL;

  if (recordings == NULL || !read_models (self, library, error))
    return FALSE;
  self->zone = bw_library_get_zone (library);
  self->n_recordings = recordings->len;
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i);

      note_label (self, get_day (days, recording, self->zone), recording);
    }
  self->split = bw_day_split_new (recordings, self->zone);
  text = bw_library_get_setting (library, BW_DAY_SPLIT_SETTING);
  self->split_is_kept = text != NULL && *text != '\0';
  if (self->split_is_kept)
    bw_day_split_apply_text (self->split, text);
  else
    bw_day_split_suggest (self->split);
  return read_answers (self, library, recordings, days, error);
}

BwGlucose *
bw_glucose_new (const char    *path,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (BwGlucose) self = NULL;
  g_autoptr (BwLibrary) library = NULL;
  gboolean read;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return glucose_of_nothing ();
  library = bw_library_open (path, BW_LIBRARY_READ, error);
  if (library == NULL)
    return NULL;
  self = g_new0 (BwGlucose, 1);
  self->models = g_ptr_array_new_with_free_func (model_free);
  self->due = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->is_writable = g_access (path, W_OK) == 0;
  bw_library_set_cancellable (library, cancellable);
  read = read_all (self, library, error);
  bw_library_set_cancellable (library, NULL);
  return read ? g_steal_pointer (&self) : NULL;
}

void
bw_glucose_free (BwGlucose *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->split, bw_day_split_free);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->due, g_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self);
}

const BwGlucoseModel *
bw_glucose_get_model (const BwGlucose *self,
                      gint64           id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->models->len; i++)
    {
      const BwGlucoseModel *model = g_ptr_array_index (self->models, i);

      if (model->id == id)
        return model;
    }
  return NULL;
}
