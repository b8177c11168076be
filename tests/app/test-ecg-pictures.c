/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-fixture.h"

#include "app/bw-ecg-beat-view.h"
#include "app/bw-ecg-overview.h"
#include "app/bw-ecg-view.h"
#include "bw-test.h"

/* The strip over its overview and beside its averaged beat, in every scheme and both widths: drawn
 * without a critical, and no wider than the window. With $BW_TEST_PICTURES each is kept as a PNG;
 * $ADW_DEBUG_HIGH_CONTRAST=1 has them in high contrast. */

typedef struct
{
  BwEcgView *view;
  BwEcgOverview *overview;
  BwEcgBeatView *beat;
} Scene;

static const struct
{
  const char *name;
  int width, height;
  gboolean dark;
} looks[] = {
  { "wide", 1100, 640, FALSE },
  { "wide-dark", 1100, 640, TRUE },
  { "narrow", 360, 640, FALSE },
  { "narrow-dark", 360, 640, TRUE },
};

static void
show_plain (Scene *scene)
{
}

static void
show_calipers (Scene *scene)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (scene->view));

  gtk_widget_grab_focus (GTK_WIDGET (scene->view));
  gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
  bw_ecg_view_show_at (scene->view, 9);
  g_object_set (scene->view, "calipers", TRUE, NULL);
}

static void
show_march (Scene *scene)
{
  show_calipers (scene);
  g_object_set (scene->view, "march", TRUE, "filter", BW_ECG_FILTER_BASELINE, NULL);
}

static void
show_fast (Scene *scene)
{
  bw_ecg_view_show_at (scene->view, 12);
  g_object_set (scene->view, "mm-per-s", 50.0, "mm-per-mv", 20.0, NULL);
}

static void
show_close (Scene *scene)
{
  bw_ecg_view_show_at (scene->view, 12);
  g_object_set (scene->view, "mm-per-s", 400.0, "mm-per-mv", 50.0, "calipers", TRUE, NULL);
}

static void
show_whole (Scene *scene)
{
  bw_ecg_view_show_whole (scene->view);
}

static void
show_end (Scene *scene)
{
  bw_ecg_view_show_at (scene->view, 1000);
  g_object_set (scene->view, "show-peaks", FALSE, "show-rr", FALSE, "mm-per-mv", 5.0, NULL);
}

static const struct
{
  const char *name;
  void (*show) (Scene *scene);
} scenes[] = {
  { "plain", show_plain }, { "calipers", show_calipers }, { "march", show_march },
  { "fast", show_fast },   { "close", show_close },       { "whole", show_whole },
  { "end", show_end },
};

static void
on_view_changed (BwEcgView     *view,
                 BwEcgOverview *overview)
{
  double from_s, to_s;

  g_object_get (view, "from-s", &from_s, "to-s", &to_s, NULL);
  bw_ecg_overview_set_range (overview, from_s, to_s);
}

static GtkWidget *
make_scene (Scene      *scene,
            BwEcgTrace *trace,
            BwEcgTrace *other,
            gboolean    narrow)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  scene->view = bw_ecg_view_new ();
  scene->overview = bw_ecg_overview_new ();
  scene->beat = bw_ecg_beat_view_new ();
  g_signal_connect (scene->view, "view-changed", G_CALLBACK (on_view_changed), scene->overview);
  g_object_bind_property (scene->view, "filter", scene->overview, "filter", G_BINDING_DEFAULT);
  bw_ecg_view_set_mm (scene->view, 96 / 25.4);
  bw_ecg_view_set_trace (scene->view, trace);
  bw_ecg_overview_set_trace (scene->overview, trace);
  bw_ecg_beat_view_set_traces (scene->beat, trace, other);
  gtk_widget_set_vexpand (GTK_WIDGET (scene->view), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (scene->beat), GTK_ALIGN_START);
  gtk_widget_set_size_request (GTK_WIDGET (scene->beat), narrow ? 336 : 420, 220);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (scene->view));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (scene->overview));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (scene->beat));
  return box;
}

static void
take_picture (BwEcgTrace *trace,
              BwEcgTrace *other,
              guint       i_scene,
              guint       i_look,
              const char *prefix)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  int width = looks[i_look].width, least;
  g_autofree char *name
      = g_strdup_printf ("ecg-%s-%s-%s%s", prefix, scenes[i_scene].name, looks[i_look].name,
                         adw_style_manager_get_high_contrast (manager) ? "-contrast" : "");
  GtkWidget *window, *box;
  Scene scene;

  adw_style_manager_set_color_scheme (manager, looks[i_look].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                  : ADW_COLOR_SCHEME_FORCE_LIGHT);
  box = make_scene (&scene, trace, other, width < 600);
  window = ecg_window (box, width, looks[i_look].height);
  scenes[i_scene].show (&scene);
  ecg_spin (40);
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, width < 600 ? 360 : 600);
  g_assert_cmpint (gtk_widget_get_width (box), <=, width);
  ecg_picture (window, name);
  ecg_close (window, GTK_WIDGET (scene.view));
}

static gboolean
wants_pictures (void)
{
  const char *folder = g_getenv ("BW_TEST_PICTURES");

  return folder && *folder;
}

static void
test_simulated (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (BwEcgTrace) trace = ecg_trace_simulated (4, BW_LABEL_FASTING, TRUE);
  g_autoptr (BwEcgTrace) other = ecg_trace_simulated (4, BW_LABEL_GLUCOSE, FALSE);

  take_picture (trace, i / G_N_ELEMENTS (looks) == 1 ? other : NULL, i / G_N_ELEMENTS (looks),
                i % G_N_ELEMENTS (looks), "simulated");
}

static void
test_real (void)
{
  g_autofree char *path = bw_test_shared ("data/apple/ecg_2023-07-04.csv");
  g_autoptr (BwEcgTrace) trace = NULL;

  if (!path)
    return;
  trace = ecg_trace_read (path);
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    take_picture (trace, NULL, i, 0, "real");
  take_picture (trace, NULL, 0, 2, "real");
}

static void
test_flat (void)
{
  g_autoptr (BwEcgTrace) trace = ecg_trace_flat ();

  take_picture (trace, NULL, 0, 0, "flat");
  take_picture (trace, NULL, 1, 3, "flat");
}

/* As the page has it before there is one. */
static void
test_none (void)
{
  take_picture (NULL, NULL, 0, 0, "none");
  take_picture (NULL, NULL, 0, 3, "none");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (guint scene = 0; scene < G_N_ELEMENTS (scenes); scene++)
    for (guint look = 0; look < G_N_ELEMENTS (looks); look++)
      {
        g_autofree char *path = NULL;

        /* To find faults, light and wide, dark and narrow are enough. */
        if (looks[look].dark != (looks[look].width < 600) && !wants_pictures ())
          continue;
        path = g_strdup_printf ("/ecg-pictures/%s/%s", scenes[scene].name, looks[look].name);
        g_test_add_data_func (path, GUINT_TO_POINTER (scene * G_N_ELEMENTS (looks) + look),
                              test_simulated);
      }
  g_test_add_func ("/ecg-pictures/real", test_real);
  g_test_add_func ("/ecg-pictures/flat", test_flat);
  g_test_add_func ("/ecg-pictures/none", test_none);
  return g_test_run ();
}
