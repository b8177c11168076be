/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tachogram-fixture.h"

#include "bw-test.h"

/* The tachogram over its strip, in every scheme and both widths: drawn without a critical, and no wider
 * than the window. With $BW_TEST_PICTURES each is kept as a PNG; $ADW_DEBUG_HIGH_CONTRAST=1 has them in
 * high contrast. */

typedef struct
{
  BwTachogramView *view;
  BwTachogramOverview *overview;
} Scene;

static const struct
{
  const char *name;
  int width, height;
  gboolean dark;
} looks[] = {
  { "wide", 1100, 420, FALSE },
  { "wide-dark", 1100, 420, TRUE },
  { "narrow", 360, 400, FALSE },
  { "narrow-dark", 360, 400, TRUE },
};

static void
show_all (Scene *scene)
{
}

/* As a keyboard leaves it. */
static void
show_artefact (Scene *scene)
{
  GtkWidget *widget = GTK_WIDGET (scene->view);

  gtk_widget_grab_focus (widget);
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (widget)), TRUE);
  gtk_widget_activate_action (widget, "tachogram.next-artefact", NULL);
}

static void
show_selection (Scene *scene)
{
  double length_ms = bw_tachogram_view_get_length_ms (scene->view);

  bw_tachogram_view_show (scene->view, 0.2 * length_ms, 0.8 * length_ms);
  bw_tachogram_view_select (scene->view, 0.3 * length_ms, 0.6 * length_ms);
}

static void
show_edited (Scene *scene)
{
  GtkWidget *widget = GTK_WIDGET (scene->view);

  bw_tachogram_view_set_cursor (scene->view, 8);
  gtk_widget_activate_action (widget, "tachogram.mark", "s", "ectopic");
  bw_tachogram_view_set_cursor (scene->view, 12);
  gtk_widget_activate_action (widget, "tachogram.delete", NULL);
  bw_tachogram_view_set_cursor (scene->view, 17);
  gtk_widget_activate_action (widget, "tachogram.merge", NULL);
  bw_tachogram_view_set_cursor (scene->view, 21);
  gtk_widget_activate_action (widget, "tachogram.insert", NULL);
}

static const struct
{
  const char *name;
  void (*show) (Scene *scene);
} scenes[] = {
  { "all", show_all }, { "artefact", show_artefact }, { "selection", show_selection },
  { "edited", show_edited },
};

static void
take_picture (BwRhythm   *rhythm,
              guint       i_scene,
              guint       i_look,
              const char *prefix)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  int width = looks[i_look].width, least;
  g_autofree char *name
      = g_strdup_printf ("tachogram-%s-%s-%s%s", prefix, scenes[i_scene].name, looks[i_look].name,
                         adw_style_manager_get_high_contrast (manager) ? "-contrast" : "");
  GtkWidget *window, *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GError) error = NULL;
  Scene scene = { bw_tachogram_view_new (), bw_tachogram_overview_new () };

  adw_style_manager_set_color_scheme (manager, looks[i_look].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                  : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_widget_set_vexpand (GTK_WIDGET (scene.view), TRUE);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (scene.view));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (scene.overview));
  bw_tachogram_overview_set_view (scene.overview, scene.view);
  tachogram_follow (scene.view, &error);
  bw_tachogram_view_set_rhythm (scene.view, rhythm);
  window = ecg_window (box, width, looks[i_look].height);
  scenes[i_scene].show (&scene);
  ecg_spin (40);
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  g_assert_cmpint (gtk_widget_get_width (box), <=, width);
  ecg_picture (window, name);
  ecg_close (window, GTK_WIDGET (scene.view));
}

static void
test_known (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_known ();

  take_picture (rhythm, i / G_N_ELEMENTS (looks), i % G_N_ELEMENTS (looks), "known");
}

static void
test_day (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_read ("data/hrv/nsr001_rr_s.txt");

  if (!rhythm)
    return;
  for (guint look = 0; look < G_N_ELEMENTS (looks); look++)
    take_picture (rhythm, 0, look, "day");
  take_picture (rhythm, 1, 0, "day");
  take_picture (rhythm, 2, 0, "day");
}

static void
test_reading (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_reading ();

  if (!rhythm)
    return;
  for (guint look = 0; look < G_N_ELEMENTS (looks); look++)
    take_picture (rhythm, 0, look, "reading");
  take_picture (rhythm, 3, 0, "reading");
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (scenes) * G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/app/tachogram-pictures/%s-%s", scenes[i / G_N_ELEMENTS (looks)].name,
                             looks[i % G_N_ELEMENTS (looks)].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_known);
    }
  g_test_add_func ("/app/tachogram-pictures/day", test_day);
  g_test_add_func ("/app/tachogram-pictures/reading", test_reading);
  return g_test_run ();
}
