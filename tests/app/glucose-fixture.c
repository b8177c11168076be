/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "glucose-fixture.h"

#include "base/bw-time.h"
#include "forecast/bw-simulate-ecg.h"
#include "import/bw-import-analysis.h"
#include "recordings-fixture.h"
#include "store/bw-imports.h"

/* Between the first recording of a day and those after the drink, in hours. */
#define GLUCOSE_AFTER 3

static void
add (BwLibrary              *library,
     gint64                  import_id,
     gint64                  start_ms,
     const BwSimulateEcgDay *day,
     gboolean                glucose,
     gboolean                labelled,
     GRand                  *rand)
{
  g_autofree gint32 *samples_nv = g_new (gint32, BW_SIMULATE_ECG_SAMPLES);
  g_autofree char *when = bw_time_format_day (start_ms / BW_TIME_DAY);
  g_autofree char *name = g_strdup_printf ("ecg_%s_%02d.csv", when,
                                           (int) (start_ms % BW_TIME_DAY / BW_TIME_MINUTE / 4));
  g_autoptr (GError) error = NULL;
  BwRecordingAnalysis analysis;
  BwRecording recording = {
    .name = name,
    .start_ms = start_ms,
    .time_known = TRUE,
    .rate_hz = BW_SIMULATE_ECG_RATE_HZ,
    .n_samples = BW_SIMULATE_ECG_SAMPLES,
    .lead = (char *) "Lead I",
    .classification = (char *) "Sinus Rhythm",
    .symptoms = (char *) "",
    .device = (char *) "Watch6,7",
    .software = (char *) "1.90",
    .labelled_ms = start_ms,
  };

  if (labelled)
    {
      recording.label = glucose ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING;
      recording.labelled_by = (char *) "Ada";
    }
  bw_simulate_ecg (samples_nv, BW_SIMULATE_ECG_SAMPLES, day, glucose, NULL, rand);
  bw_library_add_recording (library, import_id, &recording, samples_nv, NULL, &error);
  g_assert_no_error (error);
  bw_import_analyse_samples (&analysis, samples_nv, BW_SIMULATE_ECG_SAMPLES,
                             BW_SIMULATE_ECG_RATE_HZ);
  bw_library_set_analysis (library, recording.id, &analysis, &error);
  g_assert_no_error (error);
}

static void
add_day (BwLibrary *library,
         gint64     import_id,
         guint      number,
         guint      n_each,
         gboolean   labelled,
         GRand     *rand)
{
  gint64 start_ms = RECORDINGS_START_MS + number * BW_TIME_DAY;
  BwSimulateEcgDay day;

  bw_simulate_ecg_day_init (&day, rand);
  for (guint i = 0; i < 2 * n_each; i++)
    add (library, import_id,
         start_ms + (i % n_each) * 4 * BW_TIME_MINUTE
             + (i >= n_each ? GLUCOSE_AFTER * BW_TIME_HOUR : 0),
         &day, i >= n_each, labelled, rand);
}

static void
make_library (const char *path,
              guint       n_days,
              guint       n_each)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (BwImport) import = bw_import_new ();
  gint64 id;

  g_assert_no_error (error);
  bw_library_set_setting (library, "zone", "UTC", &error);
  g_assert_no_error (error);
  bw_library_begin (library, &error);
  g_assert_no_error (error);
  id = bw_library_begin_import (library, "ecgs", "apple-ecg", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_days; i++)
    add_day (library, id, i, n_each, TRUE, rand);
  add_day (library, id, n_days, 2, FALSE, rand);
  import->ecgs = 2 * n_each * n_days + 4;
  bw_library_finish_import (library, id, import, &error);
  g_assert_no_error (error);
  bw_library_commit (library, &error);
  g_assert_no_error (error);
}

/* The same days are made up once in a program. */
void
glucose_library_make (const char *path,
                      guint       n_days,
                      guint       n_each)
{
  static GHashTable *made = NULL;
  gpointer key = GUINT_TO_POINTER (n_days * 1000 + n_each);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;
  char *contents;
  gsize length;

  if (made == NULL)
    made = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);
  bytes = g_hash_table_lookup (made, key);
  if (bytes == NULL)
    {
      make_library (path, n_days, n_each);
      g_file_get_contents (path, &contents, &length, &error);
      g_assert_no_error (error);
      g_hash_table_insert (made, key, g_bytes_new_take (contents, length));
      return;
    }
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
}

void
glucose_library_label (const char *path,
                       gint64      from,
                       gint64      to,
                       BwLabel     label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_WRITE, &error);

  g_assert_no_error (error);
  for (gint64 id = from; id < to; id++)
    {
      const BwLabelState state = { id, label, (char *) "Ada", 1 };

      bw_library_set_labels (library, &state, 1, &error);
      g_assert_no_error (error);
    }
}

static gboolean
is_settled (BwSession *session)
{
  const BwGlucose *glucose = bw_session_get_glucose (session);

  return !bw_session_is_active (session)
         && (glucose == NULL || glucose->model_id == 0 || glucose->due->len == 0
             || bw_session_get_predict_error (session) != NULL);
}

void
glucose_settle (BwSession *session)
{
  app_wait (is_settled (session));
  app_spin (60);
  app_wait (is_settled (session));
}

/* --- The page --------------------------------------------------------------------------------- */

static void
on_action (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  GlucoseFixture *self = user_data;
  g_autofree char *text = parameter != NULL ? g_variant_print (parameter, FALSE) : NULL;

  g_free (self->called);
  self->called = text != NULL ? g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)), text)
                              : g_strdup (g_action_get_name (G_ACTION (action)));
}

static void
add_actions (GlucoseFixture *self)
{
  static const struct
  {
    const char *name;
    const char *type;
  } actions[] = {
    { "import", NULL }, { "label-by-meal", NULL }, { "page", "s" }, { "refresh", NULL },
    { "show-recording", "x" }, { "show-recordings", "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (
          actions[i].name, actions[i].type != NULL ? G_VARIANT_TYPE (actions[i].type) : NULL);

      g_signal_connect (action, "activate", G_CALLBACK (on_action), self);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (self->window, "win", G_ACTION_GROUP (group));
}

void
glucose_fixture_init (GlucoseFixture *self)
{
  *self = (GlucoseFixture) { .folder = bw_test_make_folder () };
  self->path = g_build_filename (self->folder, "me.beatwise", NULL);
}

void
glucose_fixture_open (GlucoseFixture *self,
                      int             width,
                      int             height)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  app_load_style ();
  app_reset_settings ();
  self->session = app_session_new (self->folder);
  self->page = g_object_new (BW_TYPE_GLUCOSE_PAGE, "narrow", width < 600, NULL);
  bw_glucose_page_set_session (self->page, self->session);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), GTK_WIDGET (self->page));
  self->window = adw_window_new ();
  add_actions (self);
  adw_window_set_content (ADW_WINDOW (self->window), toasts);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
  bw_session_refresh (self->session);
  glucose_settle (self->session);
}

void
glucose_fixture_tear_down (GlucoseFixture *self)
{
  BwGlucosePage *page = self->page;

  if (page != NULL)
    {
      g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
      gtk_window_destroy (GTK_WINDOW (self->window));
      app_wait (page == NULL);
      bw_session_drain (self->session);
      app_spin (20);
      app_assert_gone (self->session);
    }
  g_free (self->called);
  g_free (self->path);
  bw_test_remove_folder (self->folder);
}

void
glucose_fixture_learn (GlucoseFixture *self)
{
  const BwComparatorTrainOptions options = { .rule = BW_RULE_LOGISTIC };

  bw_session_learn (self->session, &options);
  glucose_settle (self->session);
}
