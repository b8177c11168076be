/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "today-fixture.h"

/* The Export dialog and each of its pages in both schemes and widths: drawn without a critical, and no
 * wider than the window. With $BW_TEST_PICTURES each is kept as a PNG to look at. */

static const char *const names[BW_EXPORT_N_KINDS] = {
  [BW_EXPORT_ANYTHING] = "list",
  [BW_EXPORT_FORECAST] = "forecast",
  [BW_EXPORT_COMPARATOR] = "comparator",
  [BW_EXPORT_TABLES] = "tables",
  [BW_EXPORT_SERIES] = "series",
  [BW_EXPORT_RECORDINGS] = "recordings",
  [BW_EXPORT_SHARE] = "share",
};

static const struct
{
  const char *name;
  int width, height;
  gboolean dark;
} looks[] = {
  { "wide", 1000, 800, FALSE },
  { "wide-dark", 1000, 800, TRUE },
  { "narrow", 360, 640, FALSE },
  { "narrow-dark", 360, 640, TRUE },
};

/* What is wider than the window is cut off: nothing asks for more. */
static void
assert_fits (GtkWidget *widget,
             int        width)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, width);
}

static void
look (ExportFixture *fixture,
      guint          as,
      const char    *what)
{
  GtkWidget *parent = gtk_window_new ();

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      looks[as].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                     : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_window_set_default_size (GTK_WINDOW (parent), looks[as].width, looks[as].height);
  gtk_window_present (GTK_WINDOW (parent));
  app_wait (gtk_widget_get_width (parent) == looks[as].width);
  for (guint kind = 0; kind < BW_EXPORT_N_KINDS; kind++)
    {
      g_autofree char *name = g_strdup_printf ("export-%s-%s-%s", what, names[kind], looks[as].name);

      export_fixture_open (fixture, GTK_WINDOW (parent), (BwExportKind) kind, NULL);
      assert_fits (GTK_WIDGET (fixture->dialog), 360);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->dialog)), <=, looks[as].width);
      today_picture (GTK_WIDGET (fixture->dialog), name);
      gtk_window_close (GTK_WINDOW (fixture->dialog));
      app_wait (fixture->dialog == NULL);
    }
  gtk_window_destroy (GTK_WINDOW (parent));
  app_spin (20);
}

static void
test_looks (ExportFixture *fixture,
            gconstpointer  data)
{
  /* With nothing in it only where there is least room for why. */
  for (guint as = data != NULL ? G_N_ELEMENTS (looks) - 1 : 0; as < G_N_ELEMENTS (looks); as++)
    look (fixture, as, data != NULL ? data : "filled");
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app_load_style ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add ("/app/export-pictures/empty", ExportFixture, "empty", export_fixture_set_up, test_looks,
              export_fixture_tear_down);
  g_test_add ("/app/export-pictures/filled", ExportFixture, NULL, export_fixture_set_up, test_looks,
              export_fixture_tear_down);
  status = g_test_run ();
  export_fixture_forget ();
  return status;
}
