/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "today-fixture.h"

#include "app/bw-agreement-dialog.h"
#include "app/bw-glucose-dialog.h"
#include "app/bw-meal-dialog.h"
#include "app/bw-rate-dialog.h"
#include "app/bw-reader-dialog.h"
#include "ecg-dialogs-fixture.h"

/* Every state of the dialogs that label or ask, in both schemes and both widths: drawn without a critical,
 * and no wider than a phone. With $BW_TEST_PICTURES each is kept as a PNG to look at. */

typedef enum {
  MEAL,
  MEAL_REPLACE,
  MEAL_PROBLEM,
  MEAL_WITHOUT_TIME,
  GLUCOSE,
  GLUCOSE_ALL,
  GLUCOSE_MMOL,
  GLUCOSE_NO_CHANGE,
  GLUCOSE_EMPTY,
  AGREEMENT,
  AGREEMENT_CONFLICTS,
  AGREEMENT_APART,
  AGREEMENT_EMPTY,
  READER,
  READER_KNOWN,
  RATE,
  RATE_WRONG,
  N_STATES
} State;

static const char *const names[N_STATES] = {
  [MEAL] = "meal",
  [MEAL_REPLACE] = "meal-replace",
  [MEAL_PROBLEM] = "meal-problem",
  [MEAL_WITHOUT_TIME] = "meal-without-time",
  [GLUCOSE] = "glucose",
  [GLUCOSE_ALL] = "glucose-all",
  [GLUCOSE_MMOL] = "glucose-mmol",
  [GLUCOSE_NO_CHANGE] = "glucose-no-change",
  [GLUCOSE_EMPTY] = "glucose-empty",
  [AGREEMENT] = "agreement",
  [AGREEMENT_CONFLICTS] = "agreement-conflicts",
  [AGREEMENT_APART] = "agreement-apart",
  [AGREEMENT_EMPTY] = "agreement-empty",
  [READER] = "reader",
  [READER_KNOWN] = "reader-known",
  [RATE] = "rate",
  [RATE_WRONG] = "rate-wrong",
};

static const struct
{
  const char *name;
  int width, height;   /* 0: as it opens */
  gboolean dark;
} looks[] = {
  { "wide", 0, 0, FALSE },
  { "wide-dark", 0, 0, TRUE },
  { "narrow", 360, 560, FALSE },
  { "narrow-dark", 360, 560, TRUE },
};

static GtkWidget *
make (State state)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GArray) recordings = ecg_protocol (state < AGREEMENT ? 213 : 0);
  g_autoptr (GArray) samples = ecg_readings (state == GLUCOSE_MMOL ? "mmol<180.1558800000541>/L"
                                                                   : "mg/dL");
  g_autoptr (GArray) labels = ecg_reader_labels ();
  const char *const readers[] = { "Anna", "Ben", NULL };
  GtkWidget *dialog;

  for (guint i = 0; i < labels->len; i++)
    if (state == AGREEMENT_APART
        && g_str_equal (g_array_index (labels, BwReaderLabel, i).reader, "Ben"))
      g_array_index (labels, BwReaderLabel, i).recording_id += 12;
  if (state == AGREEMENT_EMPTY)
    g_array_set_size (labels, 12);
  if (state == MEAL_WITHOUT_TIME)
    g_array_set_size (recordings, 213);
  if (state == GLUCOSE_EMPTY)
    g_array_set_size (samples, 0);
  switch (state)
    {
    case MEAL:
    case MEAL_REPLACE:
    case MEAL_PROBLEM:
    case MEAL_WITHOUT_TIME:
      dialog = GTK_WIDGET (bw_meal_dialog_new (NULL, recordings, zone, ECG_DAY));
      break;
    case GLUCOSE:
    case GLUCOSE_ALL:
    case GLUCOSE_MMOL:
    case GLUCOSE_NO_CHANGE:
    case GLUCOSE_EMPTY:
      dialog = GTK_WIDGET (bw_glucose_dialog_new (NULL, recordings, samples, zone));
      break;
    case AGREEMENT:
    case AGREEMENT_CONFLICTS:
    case AGREEMENT_APART:
    case AGREEMENT_EMPTY:
      dialog = GTK_WIDGET (bw_agreement_dialog_new (NULL, recordings, labels, zone));
      break;
    case READER:
      dialog = GTK_WIDGET (bw_reader_dialog_new (NULL, NULL, NULL));
      break;
    case READER_KNOWN:
      dialog = GTK_WIDGET (bw_reader_dialog_new (NULL, readers, "anna"));
      break;
    case RATE:
      dialog = GTK_WIDGET (bw_rate_dialog_new (NULL, 227, 227, 512));
      break;
    case RATE_WRONG:
      dialog = GTK_WIDGET (bw_rate_dialog_new (NULL, 12, 1227, 512.414));
      break;
    case N_STATES:
    default:
      g_assert_not_reached ();
    }
  if (state == MEAL_REPLACE)
    gtk_switch_set_active (ecg_child (dialog, "replace"), TRUE);
  if (state == MEAL_PROBLEM)
    gtk_spin_button_set_value (ecg_child (dialog, "from"), 150);
  if (state == GLUCOSE_ALL)
    gtk_check_button_set_active (ecg_child (ecg_child (dialog, "proposals"), "only_changes"),
                                 FALSE);
  if (state == AGREEMENT_CONFLICTS)
    gtk_toggle_button_set_active (
        ecg_child (gtk_list_box_get_row_at_index (ecg_child (dialog, "conflicts"), 1), "fasting"),
        TRUE);
  if (state == GLUCOSE_NO_CHANGE)
    {
      gtk_spin_button_set_value (ecg_child (dialog, "below"), 20);
      gtk_spin_button_set_value (ecg_child (dialog, "above"), 600);
    }
  return dialog;
}

static void
test_state (gconstpointer data)
{
  State state = GPOINTER_TO_UINT (data) / G_N_ELEMENTS (looks);
  guint look = GPOINTER_TO_UINT (data) % G_N_ELEMENTS (looks);
  g_autofree char *name = g_strdup_printf ("dialog-%s-%s", names[state], looks[look].name);
  GtkWidget *window;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      looks[look].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                       : ADW_COLOR_SCHEME_FORCE_LIGHT);
  window = make (state);
  if (looks[look].width > 0)
    gtk_window_set_default_size (GTK_WINDOW (window), looks[look].width,
                                 state < READER ? looks[look].height : -1);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  if (state == RATE_WRONG)
    gtk_editable_set_text (ecg_child (window, "rate"), "5");
  today_spin (60);

  if (looks[look].width > 0)
    {
      g_assert_cmpint (gtk_widget_get_width (window), <=, looks[look].width);
      g_assert_cmpint (gtk_widget_get_height (window), <=, looks[look].height);
    }
  if (state == AGREEMENT_CONFLICTS)
    {
      GtkWidget *scrolled = today_find (window, GTK_TYPE_SCROLLED_WINDOW);
      GtkAdjustment *adjustment
          = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
    }
  today_picture (window, name);
  gtk_window_destroy (GTK_WINDOW (window));
  today_spin (10);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GtkCssProvider) style = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  style = gtk_css_provider_new ();
  /* What an application brings by itself. */
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/beatwise/Beatwise/icons");
  gtk_css_provider_load_from_resource (style, "/io/github/beatwise/Beatwise/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (guint state = 0; state < N_STATES; state++)
    for (guint look = 0; look < G_N_ELEMENTS (looks); look++)
      {
        g_autofree char *path = NULL;

        /* To find faults, light and wide, dark and narrow are enough. */
        if (looks[look].dark != (looks[look].width > 0) && !today_wants_pictures ())
          continue;
        path = g_strdup_printf ("/ecg-dialogs/pictures/%s/%s", names[state], looks[look].name);
        g_test_add_data_func (path, GUINT_TO_POINTER (state * G_N_ELEMENTS (looks) + look),
                              test_state);
      }
  return g_test_run ();
}
