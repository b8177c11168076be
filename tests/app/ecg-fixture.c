/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-fixture.h"

#include "forecast/bw-simulate-ecg.h"
#include "import/bw-ecg-csv.h"

#include <math.h>

static BwEcgTrace *
make_trace (GArray  *samples_uv, /* (transfer full) */
            double   rate_hz,
            BwLabel  label)
{
  BwRecording recording = {
    .id = 1,
    .name = (char *) "ecg.csv",
    .start_ms = G_GINT64_CONSTANT (1688479058000),
    .offset_min = 480,
    .time_known = TRUE,
    .rate_hz = rate_hz,
    .n_samples = samples_uv->len,
    .lead = (char *) "Lead I",
    .classification = (char *) "Sinus Rhythm",
    .symptoms = (char *) "",
    .device = (char *) "",
    .software = (char *) "",
    .label = label,
    .note = (char *) "",
  };
  BwEcgTrace *trace = bw_ecg_trace_new (&recording, samples_uv);

  g_array_unref (samples_uv);
  return trace;
}

static double
bell (double x,
      double width)
{
  return exp (-0.5 * x * x / (width * width));
}

BwEcgTrace *
ecg_trace_known (void)
{
  GArray *samples_uv = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ECG_LENGTH_S * ECG_RATE_HZ; i++)
    {
      double beat = (i / ECG_RATE_HZ - ECG_FIRST_R_S) / ECG_RR_S;
      double since_s = (beat - round (beat)) * ECG_RR_S;
      double uv = ECG_LEVEL_UV + ECG_R_UV * bell (since_s, 0.012)
                  - 150 * bell (since_s - 0.04, 0.01) - 80 * bell (since_s + 0.04, 0.01)
                  + 120 * bell (since_s + 0.17, 0.025) + 250 * bell (since_s - 0.26, 0.04);

      g_array_append_val (samples_uv, uv);
    }
  return make_trace (samples_uv, ECG_RATE_HZ, BW_LABEL_NONE);
}

BwEcgTrace *
ecg_trace_simulated (guint32  seed,
                     BwLabel  label,
                     gboolean noisy)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree gint32 *samples_nv = g_new (gint32, BW_SIMULATE_ECG_SAMPLES);
  GArray *samples_uv = g_array_new (FALSE, FALSE, sizeof (double));
  BwSimulateEcgDay day;

  bw_simulate_ecg_day_init (&day, rand);
  bw_simulate_ecg (samples_nv, BW_SIMULATE_ECG_SAMPLES, &day, label == BW_LABEL_GLUCOSE, NULL,
                   rand);
  for (guint i = 0; i < BW_SIMULATE_ECG_SAMPLES; i++)
    {
      double uv = samples_nv[i] / 1000.0, s = (double) i / BW_SIMULATE_ECG_RATE_HZ;

      if (noisy && s > 6.5 && s < 8.5)
        uv += g_rand_double_range (rand, -900, 900);
      g_array_append_val (samples_uv, uv);
    }
  return make_trace (samples_uv, BW_SIMULATE_ECG_RATE_HZ, label);
}

BwEcgTrace *
ecg_trace_flat (void)
{
  GArray *samples_uv = g_array_new (FALSE, TRUE, sizeof (double));

  g_array_set_size (samples_uv, 500);
  return make_trace (samples_uv, 500, BW_LABEL_NONE);
}

BwEcgTrace *
ecg_trace_read (const char *path)
{
  g_auto (BwEcgFile) file = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const BwEcgOptions options = { 0 };
  GArray *samples_uv = g_array_new (FALSE, FALSE, sizeof (double));
  BwEcgTrace *trace;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bw_ecg_csv_parse (&file, text, length, path, &options, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < file.header.n_samples; i++)
    {
      double uv = file.samples_nv[i] / 1000.0;

      g_array_append_val (samples_uv, uv);
    }
  trace = bw_ecg_trace_new (&file.header, samples_uv);
  g_array_unref (samples_uv);
  return trace;
}

static gboolean
on_time (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
ecg_spin (guint ms)
{
  gboolean done = FALSE;

  g_timeout_add (ms, on_time, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

GtkWidget *
ecg_window (GtkWidget *child,
            int        width,
            int        height)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_title (GTK_WINDOW (window), "ecg");
  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  ecg_spin (20);
  return window;
}

/* Returns: (transfer full): what it wrote */
static char *
xdotool (const char *arguments)
{
  g_autofree char *line = g_strconcat ("xdotool ", arguments, NULL);
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_command_line_sync (line, &output, NULL, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", line, error->message);
  ecg_spin (20);
  return g_strchomp (output);
}

void
ecg_do (const char *format,
        ...)
{
  g_autofree char *arguments = NULL, *output = NULL;
  va_list list;

  va_start (list, format);
  arguments = g_strdup_vprintf (format, list);
  va_end (list);
  output = xdotool (arguments);
}

char *
ecg_focus_window (const char *title)
{
  g_autofree char *search = g_strdup_printf ("search --sync --onlyvisible --limit 1 --name ^%s$", title);
  char *id = xdotool (search);

  ecg_do ("windowfocus --sync %s", id);
  return id;
}

void
ecg_point_at (const char *id,
              GtkWidget  *widget,
              double      x,
              double      y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double surface_x, surface_y, window_x, window_y;

  gtk_native_get_surface_transform (native, &surface_x, &surface_y);
  gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &window_x, &window_y);
  ecg_do ("mousemove --window %s %d %d", id, (int) round (window_x + surface_x),
          (int) round (window_y + surface_y));
}

void
ecg_close (GtkWidget *window,
           GtkWidget *widget)
{
  gpointer watched = widget;

  g_object_add_weak_pointer (G_OBJECT (widget), &watched);
  gtk_window_destroy (GTK_WINDOW (window));
  ecg_await (watched == NULL);
}

gboolean
ecg_press (GtkWidget       *widget,
           guint            key,
           GdkModifierType  modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      guint n;

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      n = g_list_model_get_n_items (G_LIST_MODEL (controller));
      for (guint j = 0; j < n; j++)
        {
          g_autoptr (GtkShortcut) shortcut
              = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger)
              && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key
              && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  g_assert_not_reached ();
}

GtkEventController *
ecg_controller (GtkWidget *widget,
                GType      type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        return controller;
    }
  g_assert_not_reached ();
}

void
ecg_picture (GtkWidget  *widget,
             const char *name)
{
  const char *folder = g_getenv ("BW_TEST_PICTURES");
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderer) renderer = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  GtkSnapshot *snapshot;
  GskRenderNode *node;

  if (!folder || !*folder)
    return;
  ecg_spin (60); /* a frame, for what has changed */
  paintable = gtk_widget_paintable_new (widget);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  renderer = gsk_cairo_renderer_new ();
  gsk_renderer_realize (renderer, gtk_native_get_surface (gtk_widget_get_native (widget)), &error);
  g_assert_no_error (error);
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  path = g_strdup_printf ("%s/%s.png", folder, name);
  g_assert_true (gdk_texture_save_to_png (texture, path));
  gsk_renderer_unrealize (renderer);
  gsk_render_node_unref (node);
}
