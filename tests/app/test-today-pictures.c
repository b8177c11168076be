/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "today-fixture.h"

#include "base/bw-time.h"

/* Every state of the Today page in every scheme and both widths: drawn without a critical, and no
 * wider than the window. With $BW_TEST_PICTURES each is kept as a PNG to look at. */

static const struct
{
  const char *name;
  int kind;              /* −1: no outlook */
  gboolean busy;
  const char *error;
  gboolean old;
} states[] = {
  { "empty", -1, FALSE, NULL, FALSE },
  { "loading", -1, TRUE, NULL, FALSE },
  { "error", -1, FALSE, "The library is in use by another program: close it & try again.", FALSE },
  { "green", TODAY_GREEN, FALSE, NULL, FALSE },
  { "yellow", TODAY_YELLOW, FALSE, NULL, FALSE },
  { "red", TODAY_RED, FALSE, NULL, FALSE },
  { "calibrating", TODAY_CALIBRATING, FALSE, NULL, FALSE },
  { "calibrating-ms", TODAY_CALIBRATING_MS, FALSE, NULL, FALSE },
  { "no-score", TODAY_NO_SCORE, FALSE, NULL, FALSE },
  { "sdnn", TODAY_SDNN, FALSE, NULL, TRUE },
  { "nothing", TODAY_NOTHING, FALSE, NULL, FALSE },
  { "busy", TODAY_YELLOW, TRUE, NULL, FALSE },
  { "error-above", TODAY_GREEN, FALSE, "The disk is full: make room and update again.", FALSE },
};

static const struct
{
  const char *name;
  int width, height;
  gboolean dark;
} looks[] = {
  { "wide", 1100, 760, FALSE },
  { "wide-dark", 1100, 760, TRUE },
  { "narrow", 360, 640, FALSE },
  { "narrow-dark", 360, 640, TRUE },
};

static void
test_state (gconstpointer data)
{
  guint state = GPOINTER_TO_UINT (data) / G_N_ELEMENTS (looks);
  guint look = GPOINTER_TO_UINT (data) % G_N_ELEMENTS (looks);
  BwTodayPage *page = bw_today_page_new ();
  g_autofree char *name = g_strdup_printf ("today-%s-%s", states[state].name, looks[look].name);
  GtkWidget *window;
  int least;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      looks[look].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                       : ADW_COLOR_SCHEME_FORCE_LIGHT);
  bw_today_page_set_now (page, states[state].old ? TODAY_ISSUED + 900 * BW_TIME_DAY
                                                 : TODAY_ISSUED + BW_TIME_HOUR);
  g_object_set (page, "narrow", looks[look].width < 600, NULL);
  if (states[state].kind >= 0)
    bw_today_page_set_outlook (page, today_outlook ((TodayKind) states[state].kind));
  bw_today_page_set_busy (page, states[state].busy);
  bw_today_page_set_error (page, states[state].error);
  window = today_window (page, looks[look].width, looks[look].height);
  today_spin (20);

  gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, looks[look].width < 600 ? 360 : 600);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (page)), <=, looks[look].width);
  today_picture (window, name);
  if (states[state].kind >= 0)
    {
      /* The part below the fold, for the eye only. */
      GtkWidget *scrolled = today_find (window, GTK_TYPE_SCROLLED_WINDOW);
      g_autofree char *below = g_strconcat (name, "-below", NULL);
      GtkAdjustment *adjustment;

      if (scrolled)
        {
          adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
          gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
          today_picture (window, below);
        }
    }
  gtk_window_destroy (GTK_WINDOW (window));
  today_spin (10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (guint state = 0; state < G_N_ELEMENTS (states); state++)
    for (guint look = 0; look < G_N_ELEMENTS (looks); look++)
      {
        g_autofree char *path = NULL;

        /* To find faults, light and wide, dark and narrow are enough. */
        if (looks[look].dark != (looks[look].width < 600) && !today_wants_pictures ())
          continue;
        path = g_strdup_printf ("/today/pictures/%s/%s", states[state].name, looks[look].name);
        g_test_add_data_func (path, GUINT_TO_POINTER (state * G_N_ELEMENTS (looks) + look),
                              test_state);
      }
  return g_test_run ();
}
