/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-fixture.h"

#include "app/bw-curves-view.h"
#include "app/bw-proportions-view.h"
#include "app/bw-save-task.h"
#include "app/bw-table-dialog.h"
#include "base/bw-error.h"
#include "bw-test.h"

#include <math.h>
#include <string.h>

#define MOST_EPOCHS 12

/* Falls by half an epoch; every figure is known. */
static guint
make_points (BwTrainPoint *points,
             guint         n,
             gboolean      has_validation)
{
  for (guint i = 0; i < n; i++)
    points[i] = (BwTrainPoint) {
      .epoch = i + 1,
      .train_loss = 0.64 / (1 << i),
      .train_accuracy = 1 - 0.5 / (1 << i),
      .has_validation = has_validation,
      .validation_loss = has_validation ? 0.64 / (1 << i) + 0.05 : 0,
      .validation_accuracy = has_validation ? 0.98 - 0.48 / (1 << i) : 0,
    };
  return n;
}

static void
assert_same (const char *text,
             const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
}

/* --- Training curves ---------------------------------------------------------------------------- */

static void
test_curves_keys (void)
{
  BwCurvesView *view = bw_curves_view_new ();
  GtkWidget *widget = GTK_WIDGET (view), *window = ecg_window (widget, 800, 260);
  GtkAccessible *accessible = GTK_ACCESSIBLE (view);
  BwTrainPoint points[MOST_EPOCHS];
  int height;

  gtk_test_accessible_assert_role (accessible, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "The curves begin with the first epoch of a training.");
  g_assert_false (ecg_press (widget, GDK_KEY_Right, 0));
  g_assert_false (ecg_press (widget, GDK_KEY_Escape, 0));

  /* A training begins: axes, and nothing to read yet. */
  bw_curves_view_set_points (view, NULL, 0, 12, 0);
  g_assert_false (ecg_press (widget, GDK_KEY_Right, 0));
  bw_curves_view_set_points (view, points, make_points (points, 1, TRUE), 12, 0);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 330, &height, NULL, NULL, NULL);
  for (guint n = 2; n <= 6; n++)
    {
      int later;

      bw_curves_view_set_points (view, points, make_points (points, n, TRUE), 12, 0);
      gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 330, &later, NULL, NULL, NULL);
      g_assert_cmpint (later, ==, height); /* nothing jumps */
    }
  bw_curves_view_set_points (view, points, 6, 12, 4);
  gtk_test_accessible_assert_property (
      accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "6 of 12 epochs done. Epoch 6. Training: loss 0.0200, accuracy 98.4 %. "
      "Validation: loss 0.0700, accuracy 96.5 %. Best epoch: 4.");

  /* The keyboard begins with the newest. */
  g_assert_true (ecg_press (widget, GDK_KEY_Left, 0));
  assert_same (bw_curves_view_get_read_out (view),
               "Epoch 6. Training: loss 0.0200, accuracy 98.4 %. "
               "Validation: loss 0.0700, accuracy 96.5 %.");
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       bw_curves_view_get_read_out (view));
  ecg_press (widget, GDK_KEY_Left, 0);
  g_assert_true (g_str_has_prefix (bw_curves_view_get_read_out (view), "Epoch 5."));
  ecg_press (widget, GDK_KEY_Home, 0);
  ecg_press (widget, GDK_KEY_Left, 0);
  g_assert_true (g_str_has_prefix (bw_curves_view_get_read_out (view),
                                   "Epoch 1. Training: loss 0.640"));
  ecg_press (widget, GDK_KEY_End, 0);
  ecg_press (widget, GDK_KEY_Right, 0);
  g_assert_true (g_str_has_prefix (bw_curves_view_get_read_out (view), "Epoch 6."));

  /* What is read stays while epochs come in, and goes with a training that has not come so far. */
  bw_curves_view_set_points (view, points, make_points (points, 7, FALSE), 12, 0);
  assert_same (bw_curves_view_get_read_out (view),
               "Epoch 6. Training: loss 0.0200, accuracy 98.4 %.");
  bw_curves_view_set_points (view, points, 2, 12, 0);
  g_assert_null (bw_curves_view_get_read_out (view));
  g_assert_false (gtk_test_accessible_has_property (accessible,
                                                    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT));
  ecg_press (widget, GDK_KEY_Right, 0);
  g_assert_true (ecg_press (widget, GDK_KEY_Escape, 0));
  g_assert_null (bw_curves_view_get_read_out (view));
  ecg_close (window, widget);
}

static void
test_curves_pointer (void)
{
  BwCurvesView *view = bw_curves_view_new ();
  GtkWidget *widget = GTK_WIDGET (view), *window = ecg_window (widget, 800, 260);
  GtkEventController *motion = ecg_controller (widget, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  BwTrainPoint points[MOST_EPOCHS];

  g_signal_emit_by_name (motion, "motion", 200.0, 150.0);
  g_assert_null (bw_curves_view_get_read_out (view));
  bw_curves_view_set_points (view, points, make_points (points, 6, TRUE), 12, 0);
  ecg_spin (50);
  g_signal_emit_by_name (motion, "motion", 200.0, 150.0); /* in the left panel */
  g_assert_nonnull (bw_curves_view_get_read_out (view));
  g_signal_emit_by_name (motion, "motion", 370.0, 150.0); /* where it has not come yet */
  g_assert_null (bw_curves_view_get_read_out (view));
  g_signal_emit_by_name (motion, "motion", 600.0, 150.0); /* in the right panel */
  g_assert_nonnull (bw_curves_view_get_read_out (view));
  ecg_picture (window, "curves-hover");
  g_signal_emit_by_name (motion, "leave");
  g_assert_null (bw_curves_view_get_read_out (view));
  ecg_close (window, widget);
}

static void
test_curves_two (void)
{
  BwCurvesView *view = bw_curves_view_new ();
  GtkWidget *widget = GTK_WIDGET (view), *window = ecg_window (widget, 800, 260);
  BwTrainPoint points[MOST_EPOCHS];

  bw_curves_view_set_points (view, points, make_points (points, 4, FALSE), 4, 0);
  points[2].train_loss = NAN;
  bw_curves_view_set_other (view, points, 3, 3, 2);
  bw_curves_view_set_names (view, "First", "Second");
  ecg_press (widget, GDK_KEY_Right, 0);
  assert_same (bw_curves_view_get_read_out (view),
               "Epoch 4. First: Training: loss 0.0800, accuracy 93.8 %.");
  ecg_press (widget, GDK_KEY_Left, 0);
  assert_same (bw_curves_view_get_read_out (view),
               "Epoch 3. First: Training: loss 0.160, accuracy 87.5 %. "
               "Second: Training: loss –, accuracy 87.5 %.");
  ecg_picture (window, "curves-two");
  bw_curves_view_set_other (view, NULL, 0, 0, 0);
  assert_same (bw_curves_view_get_read_out (view),
               "Epoch 3. Training: loss 0.160, accuracy 87.5 %.");
  ecg_close (window, widget);
}

static void
assert_rendered (BwChart *chart)
{
  static const struct
  {
    BwPlotFormat format;
    const char *magic;
  } kinds[] = {
    { BW_PLOT_FORMAT_PNG, "\x89PNG" },
    { BW_PLOT_FORMAT_SVG, "<?xml" },
    { BW_PLOT_FORMAT_PDF, "%PDF" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = bw_chart_render (chart, kinds[i].format, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
      g_assert_cmpint (memcmp (g_bytes_get_data (bytes, NULL), kinds[i].magic, 4), ==, 0);
    }
}

static void
test_save (void)
{
  BwCurvesView *curves = bw_curves_view_new ();
  BwProportionsView *proportions = bw_proportions_view_new ();
  BwChart *charts[] = { BW_CHART (curves), BW_CHART (proportions) };
  const BwProportionsViewRow row = { .name = "A", .n = 4, .correct = 3, .low = 0.3, .high = 0.95 };
  BwTrainPoint points[MOST_EPOCHS];

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_object_ref_sink (charts[i]);
      g_assert_null (bw_chart_render (charts[i], BW_PLOT_FORMAT_PNG, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FAILED);
      bw_chart_copy_picture (charts[i]); /* nothing, and no crash */
      bw_chart_save_picture (charts[i]);
    }
  bw_curves_view_set_points (curves, points, make_points (points, 5, TRUE), 5, 3);
  bw_proportions_view_set_rows (proportions, &row, 1);
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      assert_rendered (charts[i]);
      bw_chart_copy_picture (charts[i]);
      g_assert_finalize_object (charts[i]);
    }
}

static void
paint_cross (cairo_t                    *cr,
             const BwPlotRect           *area,
             const BwPlotPalette        *palette,
             const PangoFontDescription *font,
             gconstpointer               data)
{
  g_assert_cmpfloat (area->width, ==, 100);
  g_assert_cmpfloat (area->height, ==, 50);
  bw_plot_set_color (cr, &palette->ink);
  bw_plot_text_draw (cr, font, &palette->ink, area->x, area->y, 0, 0, data);
}

static void
on_saved (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Written by a thread, after the chart is gone; a folder that is not there is told as an error. */
static void
test_file (void)
{
  char *folder = bw_test_make_folder ();
  static const char *const names[] = { "chart.svg", "none/chart.svg" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *widget = g_object_ref_sink (GTK_WIDGET (bw_proportions_view_new ()));
      BwChartPicture *picture
          = bw_chart_picture_new (widget, 100, 50, paint_cross, g_strdup ("a"), g_free);
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_finalize_object (widget);
      bw_chart_picture_save (picture, BW_PLOT_FORMAT_SVG, file, NULL, on_saved, &result);
      while (!result)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (bw_save_finish (result, &error), ==, i == 0);
      if (i == 0)
        g_assert_true (g_file_query_exists (file, NULL));
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    }
  bw_test_remove_folder (folder);
}

/* The menu of a chart opens by its keys, and by a right click anywhere on it. */
static void
test_menu (void)
{
  BwCurvesView *view = bw_curves_view_new ();
  GtkWidget *widget = GTK_WIDGET (view), *window = ecg_window (widget, 400, 400);
  GtkWidget *menu = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child))
      menu = child;
  g_assert_nonnull (menu);
  g_assert_true (ecg_press (widget, GDK_KEY_F10, GDK_SHIFT_MASK));
  ecg_await (gtk_widget_get_mapped (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
  ecg_await (!gtk_widget_get_mapped (menu));
  g_assert_true (ecg_press (widget, GDK_KEY_Menu, 0));
  ecg_await (gtk_widget_get_mapped (menu));
  ecg_close (window, widget);
}

/* --- Proportions -------------------------------------------------------------------------------- */

static const BwProportionsViewRow rules[] = {
  { "Comparator", "Used", NULL, 173, 168, 0.934, 0.988, TRUE },
  { "Logistic rule on the same input", "Beside it", NULL, 173, 167, 0.926, 0.984, FALSE },
  { "Nearest beat", "Rival", NULL, 173, 150, 0.809, 0.910, FALSE },
  { "Heart rate alone", "Rival", NULL, 173, 113, 0.580, 0.721, FALSE },
  { "Always the more frequent label", "Rival", NULL, 173, 96, 0.480, 0.627, FALSE },
};

static const BwProportionsViewRow days[] = {
  { "21 Sep 2023", "○ 10  ▲ 11", "10 fasting, 11 after glucose", 19, 19, 0.832, 1.0, TRUE },
  { "23 Sep 2023", "○ 12  ▲ 0", "12 fasting, 0 after glucose", 10, 9, 0.596, 0.982, TRUE },
  { "24 Sep 2023", "○ 18  ▲ 20", "18 fasting, 20 after glucose", 36, 35, 0.858, 0.995, TRUE },
  { "25 Sep 2023", "○ 2  ▲ 0", "2 fasting, 0 after glucose", 0, 0, 0, 0, TRUE },
};

static void
test_proportions (void)
{
  BwProportionsView *view = bw_proportions_view_new ();
  GtkWidget *widget = GTK_WIDGET (view), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *window;
  GtkAccessible *accessible = GTK_ACCESSIBLE (view);
  GtkEventController *motion = ecg_controller (widget, GTK_TYPE_EVENT_CONTROLLER_MOTION);

  gtk_box_append (GTK_BOX (box), widget);
  window = ecg_window (box, 800, 300);
  g_assert_false (ecg_press (widget, GDK_KEY_Down, 0));
  bw_intervals_view_set_title (BW_INTERVALS_VIEW (view), "Right by rule");
  bw_proportions_view_set_rows (view, rules, G_N_ELEMENTS (rules));
  bw_proportions_view_set_reference (view, 0.555, "Guessing: 56 %");
  ecg_spin (50);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, "Right by rule");

  g_assert_false (ecg_press (widget, GDK_KEY_Escape, 0));
  g_assert_true (ecg_press (widget, GDK_KEY_Down, 0));
  assert_same (bw_intervals_view_get_read_out (BW_INTERVALS_VIEW (view)),
               "Comparator, Used: 168 of 173 right, 97 %, likely between 93 and 99 %");
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       bw_intervals_view_get_read_out (BW_INTERVALS_VIEW (view)));
  g_assert_false (ecg_press (widget, GDK_KEY_Up, 0)); /* the page's */
  ecg_press (widget, GDK_KEY_End, 0);
  assert_same (bw_intervals_view_get_read_out (BW_INTERVALS_VIEW (view)),
               "Always the more frequent label, Rival: 96 of 173 right, 55 %, "
               "likely between 48 and 63 %");
  g_assert_false (ecg_press (widget, GDK_KEY_Down, 0));
  g_assert_true (ecg_press (widget, GDK_KEY_Escape, 0));
  g_assert_null (bw_intervals_view_get_read_out (BW_INTERVALS_VIEW (view)));

  g_signal_emit_by_name (motion, "motion", 300.0, gtk_widget_get_height (widget) / 2.0);
  g_assert_true (g_str_has_prefix (bw_intervals_view_get_read_out (BW_INTERVALS_VIEW (view)), "Nearest beat"));
  g_signal_emit_by_name (motion, "motion", 300.0, 1.0);
  g_assert_null (bw_intervals_view_get_read_out (BW_INTERVALS_VIEW (view)));

  /* Shapes are spoken as words; what was not judged is said not to be. */
  bw_proportions_view_set_rows (view, days, G_N_ELEMENTS (days));
  bw_proportions_view_set_reference (view, 0, NULL);
  ecg_press (widget, GDK_KEY_End, 0);
  assert_same (bw_intervals_view_get_read_out (BW_INTERVALS_VIEW (view)),
               "25 Sep 2023, 2 fasting, 0 after glucose: nothing to judge by");
  bw_proportions_view_set_rows (view, NULL, 0);
  g_assert_null (bw_intervals_view_get_read_out (BW_INTERVALS_VIEW (view)));
  ecg_close (window, widget);
}

/* --- Tables ------------------------------------------------------------------------------------- */

static GtkWidget *
find_table (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (BW_IS_TABLE_DIALOG (window))
        return window;
    }
  return NULL;
}

static void
on_text (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

/* Opens the chart's table and copies it. */
static void
assert_table (GtkWidget  *chart,
              const char *picture,
              const char *expected)
{
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  g_assert_true (ecg_press (chart, GDK_KEY_t, 0));
  dialog = find_table ();
  g_assert_nonnull (dialog);
  gtk_test_widget_wait_for_draw (dialog);
  ecg_spin (50);
  ecg_picture (dialog, picture);
  g_assert_true (ecg_press (dialog, GDK_KEY_c, GDK_CONTROL_MASK));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (dialog), NULL, on_text, &text);
  ecg_await (text != NULL);
  g_assert_cmpstr (text, ==, expected);
  ecg_close (dialog, dialog);
}

static void
test_tables (void)
{
  BwCurvesView *curves = bw_curves_view_new ();
  BwProportionsView *proportions = bw_proportions_view_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *window;
  BwTrainPoint points[MOST_EPOCHS];

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (curves));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (proportions));
  window = ecg_window (box, 700, 500);
  ecg_press (GTK_WIDGET (curves), GDK_KEY_t, 0); /* nothing to be shown */
  ecg_press (GTK_WIDGET (proportions), GDK_KEY_t, 0);
  g_assert_null (find_table ());

  bw_curves_view_set_points (curves, points, make_points (points, 2, TRUE), 12, 0);
  assert_table (GTK_WIDGET (curves), "table-epochs",
                "Epoch\tTraining loss\tTraining accuracy\tValidation loss\tValidation accuracy\n"
                "1\t0.640\t50.0 %\t0.690\t50.0 %\n"
                "2\t0.320\t75.0 %\t0.370\t74.0 %\n");
  bw_curves_view_set_other (curves, points, make_points (points, 1, FALSE), 3, 0);
  bw_curves_view_set_names (curves, "A", "B");
  assert_table (GTK_WIDGET (curves), "table-two",
                "Epoch\tA: Training loss\tA: Training accuracy\tA: Validation loss\t"
                "A: Validation accuracy\tB: Training loss\tB: Training accuracy\n"
                "1\t0.640\t50.0 %\t0.690\t50.0 %\t0.640\t50.0 %\n"
                "2\t0.320\t75.0 %\t0.370\t74.0 %\t\t\n");
  bw_proportions_view_set_rows (proportions, days + 2, 2);
  assert_table (GTK_WIDGET (proportions), "table-shares",
                "Name\tNote\tRight\tOf\tShare\tAt least\tAt most\n"
                "24 Sep 2023\t○ 18  ▲ 20\t35\t36\t97.2 %\t85.8 %\t99.5 %\n"
                "25 Sep 2023\t○ 2  ▲ 0\t0\t0\t\t\t\n");
  ecg_close (window, GTK_WIDGET (curves));
}

/* --- Pictures ----------------------------------------------------------------------------------- */

/* Both in every scheme and both widths: drawn without a critical, and no wider than the window. With
 * $BW_TEST_PICTURES each is kept as a PNG; $ADW_DEBUG_HIGH_CONTRAST=1 has them in high contrast. */

static const struct
{
  const char *name;
  int width;
  gboolean dark;
} looks[] = {
  { "wide", 860, FALSE },
  { "wide-dark", 860, TRUE },
  { "narrow", 360, FALSE },
  { "narrow-dark", 360, TRUE },
};

static GtkWidget *
make_card (GtkWidget *child)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_set_margin_start (child, 9);
  gtk_widget_set_margin_end (child, 9);
  gtk_widget_set_margin_top (child, 9);
  gtk_widget_set_margin_bottom (child, 9);
  gtk_box_append (GTK_BOX (card), child);
  return card;
}

static void
test_picture (gconstpointer data)
{
  guint look = GPOINTER_TO_UINT (data);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *window, *card;
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  BwCurvesView *empty = bw_curves_view_new (), *curves = bw_curves_view_new ();
  BwProportionsView *views[] = { bw_proportions_view_new (), bw_proportions_view_new () };
  g_autofree char *name = g_strdup_printf ("charts-%s", looks[look].name);
  BwTrainPoint points[MOST_EPOCHS];
  int least;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      looks[look].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                       : ADW_COLOR_SCHEME_FORCE_LIGHT);
  bw_curves_view_set_points (curves, points, make_points (points, 7, TRUE), 12, 5);
  bw_proportions_view_set_rows (views[0], rules, G_N_ELEMENTS (rules));
  bw_proportions_view_set_reference (views[0], 0.555, "Guessing: 56 %");
  bw_proportions_view_set_rows (views[1], days, G_N_ELEMENTS (days));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_box_append (GTK_BOX (box), make_card (GTK_WIDGET (curves)));
  gtk_box_append (GTK_BOX (box), make_card (GTK_WIDGET (views[0])));
  gtk_box_append (GTK_BOX (box), make_card (GTK_WIDGET (views[1])));
  card = make_card (GTK_WIDGET (empty));
  gtk_box_append (GTK_BOX (box), card);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  window = ecg_window (scrolled, looks[look].width, 860);
  ecg_press (GTK_WIDGET (views[0]), GDK_KEY_Down, 0);
  ecg_spin (50);

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  ecg_picture (window, name);
  if (looks[look].width < 600)
    {
      g_autofree char *below = g_strconcat (name, "-below", NULL);
      GtkAdjustment *adjustment
          = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
      ecg_picture (window, below);
    }
  ecg_close (window, GTK_WIDGET (curves));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/charts/curves/keys", test_curves_keys);
  g_test_add_func ("/charts/curves/pointer", test_curves_pointer);
  g_test_add_func ("/charts/curves/two", test_curves_two);
  g_test_add_func ("/charts/proportions", test_proportions);
  g_test_add_func ("/charts/tables", test_tables);
  g_test_add_func ("/charts/save", test_save);
  g_test_add_func ("/charts/file", test_file);
  g_test_add_func ("/charts/menu", test_menu);
  for (guint look = 0; look < G_N_ELEMENTS (looks); look++)
    {
      g_autofree char *path = g_strconcat ("/charts/pictures/", looks[look].name, NULL);

      /* To find faults, light and wide, dark and narrow are enough. */
      if (looks[look].dark != (looks[look].width < 600) && g_getenv ("BW_TEST_PICTURES") == NULL)
        continue;
      g_test_add_data_func (path, GUINT_TO_POINTER (look), test_picture);
    }
  return g_test_run ();
}
