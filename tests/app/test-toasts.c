/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/bw-toasts.h"

/* More than is said in a row, faster than it comes up. */
#define N 6
#define GAP_MS 60
#define LONG_MS 1600

typedef struct
{
  GtkWidget *window;
  AdwToastOverlay *overlay;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (f->overlay, gtk_label_new ("Below"));
  f->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (f->window), GTK_WIDGET (f->overlay));
  gtk_window_set_default_size (GTK_WINDOW (f->window), 400, 300);
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_test_widget_wait_for_draw (f->window);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  app_spin (50);
}

static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static AdwToast *
tell (Fixture    *f,
      const char *text,
      gboolean    stays)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_timeout (toast, 0);
  bw_toasts_show (f->overlay, toast, stays);
  return toast;
}

/* What is said last is what is left. */
static void
test_in_a_row (Fixture       *f,
               gconstpointer  data)
{
  for (int i = 0; i < N; i++)
    {
      g_autofree char *text = g_strdup_printf ("Number %d", i);

      tell (f, text, FALSE);
      app_spin (GAP_MS);
    }
  app_wait (says (GTK_WIDGET (f->overlay), "Number 5"));
  app_spin (LONG_MS);
  g_assert_true (says (GTK_WIDGET (f->overlay), "Number 5"));
  g_assert_false (says (GTK_WIDGET (f->overlay), "Number 0"));
  g_assert_false (says (GTK_WIDGET (f->overlay), "Number 4"));
}

/* Told and taken back at once, again and again. */
static void
test_withdrawn (Fixture       *f,
                gconstpointer  data)
{
  for (int i = 0; i < N; i++)
    {
      g_autoptr (AdwToast) toast = g_object_ref (tell (f, "Taken back", FALSE));

      adw_toast_set_button_label (toast, "Undo");
      app_spin (GAP_MS);
      bw_toasts_withdraw (f->overlay, toast);
      g_assert_null (adw_toast_get_button_label (toast));
      app_spin (GAP_MS);
    }
  app_spin (LONG_MS);
  g_assert_false (says (GTK_WIDGET (f->overlay), "Taken back"));
}

/* What stays is not replaced; of what is said meanwhile the newest waits. */
static void
test_stays (Fixture       *f,
            gconstpointer  data)
{
  AdwToast *first = tell (f, "It stays", TRUE);

  tell (f, "One", FALSE);
  tell (f, "Two", FALSE);
  app_spin (LONG_MS);
  g_assert_true (says (GTK_WIDGET (f->overlay), "It stays"));
  g_assert_false (says (GTK_WIDGET (f->overlay), "Two"));
  bw_toasts_withdraw (f->overlay, first);
  app_wait (says (GTK_WIDGET (f->overlay), "Two"));
  app_spin (LONG_MS);
  g_assert_false (says (GTK_WIDGET (f->overlay), "It stays"));
  g_assert_false (says (GTK_WIDGET (f->overlay), "One"));
}

/* The window goes while toasts come and go. */
static void
test_window_goes (Fixture       *f,
                  gconstpointer  data)
{
  tell (f, "One", FALSE);
  tell (f, "Two", FALSE);
  app_spin (GAP_MS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  /* They are what it is about. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
#define ADD(name, function) \
  g_test_add ("/toasts/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("in-a-row", test_in_a_row);
  ADD ("withdrawn", test_withdrawn);
  ADD ("stays", test_stays);
  ADD ("window-goes", test_window_goes);
  return g_test_run ();
}
