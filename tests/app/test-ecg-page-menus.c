/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-page-fixture.h"

#include "app/bw-ecg-picture.h"
#include "app/bw-ecg-share-dialog.h"

/* What is done from the page's menus: two readers, labels by rule, and recordings that are shared. */

#define N 8

static void
set_up (PageFixture   *fixture,
        gconstpointer  data)
{
  page_fixture_set_up (fixture, N, 1240, 800);
}

static void
tear_down (PageFixture   *fixture,
           gconstpointer  data)
{
  page_fixture_tear_down (fixture);
}

/* --- Two readers --------------------------------------------------------------------------------- */

static void
test_blind (PageFixture   *fixture,
            gconstpointer  data)
{
  gint64 id;

  page_fixture_type (fixture, "j f j g");
  g_assert_true (app_shows (fixture->window, "▲ After glucose"));
  bw_ecg_page_read_blind (fixture->page, "Bob");
  page_fixture_settle (fixture);
  app_spin (300);
  g_assert_true (app_shows (fixture->window, "Reading blind as Bob · 0 of 8 labelled"));
  for (id = 1; id <= N; id++)
    g_assert_cmpint (page_fixture_label (fixture, id), ==, BW_LABEL_NONE);
  g_assert_false (app_shows (fixture->window, "Ada"));
  g_assert_false (gtk_widget_get_visible (page_fixture_note_entry (fixture)));
  page_fixture_select (fixture, 7, 8);
  page_fixture_assert_state (fixture, "pair");
  g_assert_false (page_fixture_beats_say (fixture, "Fasting"));
  page_fixture_select (fixture, 8, 8);
  /* Nor can what others said be undone. */
  page_fixture_type (fixture, "ctrl+z");
  g_assert_cmpint (bw_ecg_item_get_recording (page_fixture_item (fixture, 8))->label, ==,
                   BW_LABEL_FASTING);
  id = page_fixture_selected (fixture);
  page_fixture_type (fixture, "g");
  g_assert_cmpint (page_fixture_label (fixture, id), ==, BW_LABEL_GLUCOSE);
  g_assert_true (app_shows (fixture->window, "Reading blind as Bob · 1 of 8 labelled"));
  page_fixture_type (fixture, "ctrl+z");
  g_assert_cmpint (page_fixture_label (fixture, id), ==, BW_LABEL_NONE);
  page_fixture_type (fixture, "ctrl+shift+z");
  g_assert_true (page_fixture_activate (fixture, "ecg.finish-blind"));
  page_fixture_settle (fixture);
  page_fixture_assert_label (fixture, 8, BW_LABEL_FASTING);
  g_assert_cmpint (bw_ecg_item_get_reader_label (page_fixture_item (fixture, id), "Bob", NULL), ==,
                   BW_LABEL_GLUCOSE);
  bw_session_read_recordings (fixture->session);
  page_fixture_settle (fixture);
  g_assert_cmpuint (bw_session_get_recordings (fixture->session)->reader_labels->len, ==, 1);
}

static GtkWidget *
find_dialog (const char *type_name)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (g_str_equal (G_OBJECT_TYPE_NAME (window), type_name))
        return window;
    }
  return NULL;
}

/* The button below @widget that is labelled so, mnemonic and all. */
static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), label))
    return gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What two agree on is adopted in one step, and undone in one. */
static void
test_readers (PageFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();
  GtkWidget *dialog;
  GtkWidget *button;

  for (gint64 id = 1; id <= 6; id++)
    {
      bw_label_change_add_reader_label (change, id, "Ada", BW_LABEL_FASTING, 1);
      bw_label_change_add_reader_label (change, id, "Bob",
                                        id < 5 ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE, 1);
    }
  bw_ecg_page_do (fixture->page, change);
  page_fixture_settle (fixture);
  bw_ecg_list_set_show (fixture->page->list, BW_ECG_SHOW_DISAGREE);
  g_assert_cmpuint (bw_ecg_list_get_n_shown (fixture->page->list), ==, 2);
  g_assert_true (page_fixture_activate (fixture, "ecg.compare-readers"));
  dialog = find_dialog ("BwAgreementDialog");
  g_assert_nonnull (dialog);
  button = find_button (dialog, "_Adopt 4 Agreed Labels");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  page_fixture_settle (fixture);
  for (gint64 id = 1; id <= N; id++)
    page_fixture_assert_label (fixture, id, id < 5 ? BW_LABEL_FASTING : BW_LABEL_NONE);
  g_signal_emit_by_name (dialog, "show-recording", (gint64) 2);
  page_fixture_settle (fixture);
  g_assert_cmpint (page_fixture_selected (fixture), ==, 2);
  g_assert_true (page_fixture_activate (fixture, "ecg.undo"));
  page_fixture_settle (fixture);
  for (gint64 id = 1; id <= N; id++)
    page_fixture_assert_label (fixture, id, BW_LABEL_NONE);
  gtk_window_close (GTK_WINDOW (dialog));
  app_spin (50);
  g_assert_null (find_dialog ("BwAgreementDialog"));
}

/* The day's recordings by when the glucose was drunk: one step too. */
static void
test_meal (PageFixture   *fixture,
           gconstpointer  data)
{
  GtkWidget *dialog;
  GtkWidget *button;
  guint n;

  g_assert_true (page_fixture_activate (fixture, "ecg.by-meal"));
  dialog = find_dialog ("BwMealDialog");
  g_assert_nonnull (dialog);
  button = gtk_window_get_default_widget (GTK_WINDOW (dialog));
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  page_fixture_settle (fixture);
  n = N - bw_ecg_list_count_label (fixture->page->list, BW_LABEL_NONE);
  g_assert_cmpuint (n, >, 0);
  g_assert_true (page_fixture_activate (fixture, "ecg.undo"));
  page_fixture_settle (fixture);
  g_assert_cmpuint (bw_ecg_list_count_label (fixture->page->list, BW_LABEL_NONE), ==, N);
}

/* --- Sharing ------------------------------------------------------------------------------------- */

static void
on_chosen (const BwEcgShareChoice *choice,
           gpointer                user_data)
{
  *(BwEcgShareChoice *) user_data = *choice;
}

static void
test_share_dialog (PageFixture   *fixture,
                   gconstpointer  data)
{
  BwEcgShareChoice choice = { 9, TRUE, TRUE };
  BwEcgShareDialog *dialog = bw_ecg_share_dialog_new (GTK_WINDOW (fixture->window),
                                                      BW_ECG_SHARE_PICTURE, 1, 7, "Sam Example");
  GtkWidget *row;
  GtkWidget *button;

  bw_ecg_share_dialog_set_callback (dialog, on_chosen, &choice, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  row = app_find (GTK_WIDGET (dialog), "AdwComboRow");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  button = gtk_window_get_default_widget (GTK_WINDOW (dialog));
  g_signal_emit_by_name (button, "clicked");
  app_spin (50);
  g_assert_cmpuint (choice.format, ==, 2);
  g_assert_false (choice.visible_part);
  /* Whose it is, only if asked. */
  g_assert_false (choice.with_person);
}

static BwEcgFigure *
make_figure (PageFixture *fixture)
{
  const BwEcgFigureOptions options = BW_ECG_FIGURE_OPTIONS_DEFAULT;

  return bw_ecg_picture_new_figure (fixture->page->trace,
                                    bw_ecg_trace_get_recording (fixture->page->trace),
                                    BW_ECG_FILTER_BASELINE, bw_ecg_page_get_zone (fixture->page),
                                    &options);
}

static void
test_print (PageFixture   *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "printed.pdf", NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  page_fixture_type (fixture, "j");
  operation = bw_ecg_picture_new_print (make_figure (fixture), "ECG");
  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF"));
  g_assert_cmpuint (length, >, 10000);
}

static void
test_picture (PageFixture   *fixture,
              gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->page));
  g_autofree char *path = g_build_filename (fixture->folder, "ecg.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GListModel *jobs = bw_session_get_jobs (fixture->session);

  page_fixture_type (fixture, "j");
  page_fixture_type (fixture, "ctrl+shift+c");
  app_wait (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard),
                                               GDK_TYPE_TEXTURE));
  g_assert_true (app_shows (fixture->window, "Picture copied"));
  bw_ecg_picture_save (fixture->session, make_figure (fixture), BW_PLOT_FORMAT_SVG, file);
  /* Done before one could have wondered: no row for it. */
  g_assert_cmpuint (g_list_model_get_n_items (jobs), ==, 0);
  app_wait (app_shows (fixture->window, "Picture saved"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name, function)                                                                     \
  g_test_add ("/ecg-page-menus/" name, PageFixture, NULL, set_up, function, tear_down)
  ADD ("blind", test_blind);
  ADD ("readers", test_readers);
  ADD ("meal", test_meal);
  ADD ("share-dialog", test_share_dialog);
  ADD ("print", test_print);
  ADD ("picture", test_picture);
  return g_test_run ();
}
