/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-dialogs-fixture.h"

#include "base/bw-time.h"
#include "today-fixture.h"

GArray *
ecg_recordings_new (void)
{
  GArray *recordings = g_array_new (FALSE, TRUE, sizeof (BwRecording));

  g_array_set_clear_func (recordings, (GDestroyNotify) bw_recording_clear);
  return recordings;
}

void
ecg_add (GArray  *recordings,
         gint64   start_ms,
         gboolean time_known,
         BwLabel  label)
{
  BwRecording recording = {
    .id = recordings->len + 1,
    .name = g_strdup_printf ("ecg_%u.csv", recordings->len + 1),
    .start_ms = start_ms,
    .time_known = time_known,
    .rate_hz = 512,
    .n_samples = 15360,
    .lead = g_strdup ("Lead I"),
    .classification = g_strdup (""),
    .symptoms = g_strdup (""),
    .device = g_strdup (""),
    .software = g_strdup (""),
    .label = label,
    .labelled_by = label != BW_LABEL_NONE ? g_strdup ("folder") : NULL,
  };

  g_array_append_val (recordings, recording);
}

GArray *
ecg_protocol (guint n_without_time)
{
  GArray *recordings = ecg_recordings_new ();

  for (guint i = 0; i < n_without_time; i++)
    ecg_add (recordings, ECG_DAY - 30 * BW_TIME_DAY + 12 * BW_TIME_HOUR, FALSE, BW_LABEL_NONE);
  ecg_add (recordings, ECG_DAY - BW_TIME_DAY + 9 * BW_TIME_HOUR, TRUE, BW_LABEL_FASTING);
  ecg_add (recordings, ECG_DAY - BW_TIME_DAY + 19 * BW_TIME_HOUR, TRUE, BW_LABEL_NONE);
  for (guint i = 0; i < 6; i++)
    ecg_add (recordings, ECG_DAY + 460 * BW_TIME_MINUTE + 5 * i * BW_TIME_MINUTE, TRUE,
             i == 1 ? BW_LABEL_GLUCOSE : BW_LABEL_NONE);
  for (guint i = 0; i < 8; i++)
    ecg_add (recordings, ECG_DAY + 9 * BW_TIME_HOUR + 15 * i * BW_TIME_MINUTE, TRUE,
             BW_LABEL_NONE);
  return recordings;
}

GArray *
ecg_readings (const char *unit)
{
  static const struct
  {
    int minute;
    double mg_dl;
  } readings[] = { { 465, 88 }, { 485, 96 }, { 520, 128 }, { 550, 152 }, { 590, 161 } };
  GArray *samples = g_array_new (FALSE, TRUE, sizeof (BwSampleRow));

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      BwSampleRow sample = {
        .start_ms = ECG_DAY + readings[i].minute * BW_TIME_MINUTE,
        .end_ms = ECG_DAY + readings[i].minute * BW_TIME_MINUTE,
        .value = readings[i].mg_dl / bw_glucose_to_mg_dl (1, unit, NULL),
        .unit = unit,
        .source = "Meter",
      };

      g_array_append_val (samples, sample);
    }
  return samples;
}

GArray *
ecg_reader_labels (void)
{
  static const char *const readers[] = { "Anna", "Ben", "Cem" };
  /* F fasting, G glucose, . not read. */
  static const char *const labels[] = { "FFFFFFGGGGGG", "FFGFFFGGFGFG", "FFF........." };
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (BwReaderLabel));

  g_array_set_clear_func (rows, (GDestroyNotify) bw_reader_label_clear);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    for (guint j = 0; labels[i][j] != '\0'; j++)
      {
        BwReaderLabel row = {
          .recording_id = 3 + j,
          .reader = g_strdup (readers[i]),
          .label = labels[i][j] == 'F' ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE,
          .time_ms = ECG_DAY + BW_TIME_DAY,
        };

        if (labels[i][j] == '.')
          g_free (row.reader);
        else
          g_array_append_val (rows, row);
      }
  return rows;
}

gpointer
ecg_child (gpointer    window,
           const char *id)
{
  GObject *child = gtk_widget_get_template_child (window, G_OBJECT_TYPE (window), id);

  g_assert_nonnull (child);
  return child;
}

void
ecg_on_chosen (GArray   *states,
               gpointer  data)
{
  EcgChosen *chosen = data;

  ecg_chosen_clear (chosen);
  chosen->states = g_array_new (FALSE, FALSE, sizeof (BwLabelState));
  g_array_set_clear_func (chosen->states, (GDestroyNotify) bw_label_state_clear);
  for (guint i = 0; i < states->len; i++)
    {
      BwLabelState copy = g_array_index (states, BwLabelState, i);

      copy.who = g_strdup (copy.who);
      g_array_append_val (chosen->states, copy);
    }
  chosen->n_calls++;
}

void
ecg_on_freed (gpointer data)
{
  EcgChosen *chosen = data;

  g_assert_false (chosen->freed);
  chosen->freed = TRUE;
}

void
ecg_chosen_clear (EcgChosen *chosen)
{
  g_clear_pointer (&chosen->states, g_array_unref);
}

void
ecg_present (gpointer window)
{
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  today_spin (20);
}

void
ecg_assert_finalised (gpointer window)
{
  gpointer watched = window;

  g_object_add_weak_pointer (window, &watched);
  gtk_window_destroy (GTK_WINDOW (window));
  today_spin (30);
  g_assert_null (watched);
}
