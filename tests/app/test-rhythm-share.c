/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/bw-rhythm-share-dialog.h"

#include <string.h>

#define DAY 20000 /* 2024-10-04 */

static const BwRhythmShareOffer all = {
  .rhythm = "Reading, 4 October 2024, 07:02",
  .stretch = "07:03:00 – 07:03:30",
  .day = DAY,
  .person = "Sam Example, 1984-02-29",
};

static void
on_chosen (const BwRhythmShareChoice *choice,
           gpointer                   user_data)
{
  *(BwRhythmShareChoice *) user_data = *choice;
}

static BwRhythmShareDialog *
present (BwRhythmShareKind         kind,
         const BwRhythmShareOffer *offer,
         BwRhythmShareChoice      *choice)
{
  BwRhythmShareDialog *dialog = bw_rhythm_share_dialog_new (NULL, kind, offer);

  memset (choice, 0x55, sizeof *choice);
  bw_rhythm_share_dialog_set_callback (dialog, on_chosen, choice, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  return dialog;
}

static void
go (BwRhythmShareDialog *dialog)
{
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (dialog)), "clicked");
  app_spin (50);
}

/* The rows that can be seen, in their order. Returns: (transfer container) */
static GPtrArray *
list_combos (GtkWidget *widget,
             GPtrArray *rows)
{
  if (ADW_IS_COMBO_ROW (widget))
    {
      if (gtk_widget_get_visible (widget))
        g_ptr_array_add (rows, widget);
      return rows;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    list_combos (child, rows);
  return rows;
}

static AdwComboRow *
get_combo (BwRhythmShareDialog *dialog,
           guint                i)
{
  g_autoptr (GPtrArray) rows = list_combos (GTK_WIDGET (dialog), g_ptr_array_new ());

  g_assert_cmpuint (i, <, rows->len);
  return g_ptr_array_index (rows, i);
}

static guint
count_items (AdwComboRow *row)
{
  return g_list_model_get_n_items (adw_combo_row_get_model (row));
}

/* What is selected comes first; and whose it is stands on paper only if asked. */
static void
test_report (void)
{
  BwRhythmShareChoice choice;
  BwRhythmShareDialog *dialog = present (BW_RHYTHM_SHARE_REPORT, &all, &choice);

  g_assert_cmpuint (count_items (get_combo (dialog, 0)), ==, 4);
  go (dialog);
  g_assert_cmpint (choice.of, ==, BW_REPORT_OF_RHYTHM);
  g_assert_true (choice.stretch);
  g_assert_cmpint (choice.paper, ==, BW_PAPER_A4);
  g_assert_false (choice.with_person);
}

static void
test_report_choices (void)
{
  static const struct
  {
    guint item;
    BwReportOf of;
  } cases[] = { { 1, BW_REPORT_OF_RHYTHM }, { 2, BW_REPORT_OF_DAY }, { 3, BW_REPORT_OF_MONTH } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwRhythmShareChoice choice;
      BwRhythmShareDialog *dialog = present (BW_RHYTHM_SHARE_REPORT, &all, &choice);

      adw_combo_row_set_selected (get_combo (dialog, 0), cases[i].item);
      adw_combo_row_set_selected (get_combo (dialog, 1), 1);
      gtk_switch_set_active (GTK_SWITCH (app_find (GTK_WIDGET (dialog), "GtkSwitch")), TRUE);
      go (dialog);
      g_assert_cmpint (choice.of, ==, cases[i].of);
      g_assert_false (choice.stretch);
      g_assert_cmpint (choice.paper, ==, BW_PAPER_LETTER);
      g_assert_true (choice.with_person);
    }
}

/* Without a rhythm there are its day and its month; without a person nothing to be switched on. */
static void
test_report_bare (void)
{
  const BwRhythmShareOffer bare = { .day = DAY };
  BwRhythmShareChoice choice;
  BwRhythmShareDialog *dialog = present (BW_RHYTHM_SHARE_REPORT, &bare, &choice);

  g_assert_cmpuint (count_items (get_combo (dialog, 0)), ==, 2);
  g_assert_false (gtk_widget_is_sensitive (app_find (GTK_WIDGET (dialog), "GtkSwitch")));
  go (dialog);
  g_assert_cmpint (choice.of, ==, BW_REPORT_OF_DAY);
}

static void
test_data (void)
{
  BwRhythmShareChoice choice;
  BwRhythmShareDialog *dialog = present (BW_RHYTHM_SHARE_DATA, &all, &choice);

  g_assert_cmpuint (count_items (get_combo (dialog, 0)), ==, 2);
  g_assert_cmpuint (count_items (get_combo (dialog, 1)), ==, BW_RHYTHM_N_DATA);
  adw_combo_row_set_selected (get_combo (dialog, 0), 1);
  adw_combo_row_set_selected (get_combo (dialog, 1), BW_RHYTHM_DATA_METRICS);
  adw_combo_row_set_selected (get_combo (dialog, 2), 1);
  go (dialog);
  g_assert_cmpint (choice.of, ==, BW_REPORT_OF_RHYTHM);
  g_assert_false (choice.stretch);
  g_assert_cmpint (choice.data, ==, BW_RHYTHM_DATA_METRICS);
  g_assert_true (choice.json);
}

static void
count (gpointer data)
{
  ++*(guint *) data;
}

/* Closed without an answer nothing is chosen, and what was kept for it is let go of. */
static void
test_closed (void)
{
  BwRhythmShareDialog *dialog = bw_rhythm_share_dialog_new (NULL, BW_RHYTHM_SHARE_REPORT, &all);
  guint n_freed = 0;

  bw_rhythm_share_dialog_set_callback (dialog, NULL, &n_freed, count);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  gtk_window_close (GTK_WINDOW (dialog));
  app_wait (n_freed == 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/app/rhythm-share/report", test_report);
  g_test_add_func ("/app/rhythm-share/report-choices", test_report_choices);
  g_test_add_func ("/app/rhythm-share/report-bare", test_report_bare);
  g_test_add_func ("/app/rhythm-share/data", test_data);
  g_test_add_func ("/app/rhythm-share/closed", test_closed);
  return g_test_run ();
}
