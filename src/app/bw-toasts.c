/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-toasts.h"

#include "compat/bw-compat-show-file.h"

#include <glib/gi18n-lib.h>

/* Longer than it takes a toast to come up in place of another. */
#define COMES_UP_US (700 * G_TIME_SPAN_MILLISECOND)

/* What can be undone stays to be read and reached. */
#define UNDO_SECONDS 10
#define FILE_SECONDS 10

/* What is told on one overlay. */
typedef struct
{
  AdwToastOverlay *overlay; /* borrowed: it holds us */
  AdwToast *shown;          /* (nullable): owned */
  AdwToast *next;           /* (nullable): owned: waits for it to go */
  gboolean stays;           /* of the one shown */
  gboolean next_stays;
  gint64 since_us;          /* when it began to come up */
  guint withdraw_id;
} Toasts;

static void
forget (AdwToast **toast,
        Toasts    *self)
{
  if (*toast == NULL)
    return;
  g_signal_handlers_disconnect_by_data (*toast, self);
  g_clear_object (toast);
}

static void
toasts_free (gpointer data)
{
  Toasts *self = data;

  g_clear_handle_id (&self->withdraw_id, g_source_remove);
  forget (&self->shown, self);
  forget (&self->next, self);
  g_free (self);
}

static Toasts *
get_toasts (AdwToastOverlay *overlay)
{
  static const char key[] = "bw-toasts";
  Toasts *self = g_object_get_data (G_OBJECT (overlay), key);

  if (self == NULL)
    {
      self = g_new0 (Toasts, 1);
      self->overlay = overlay;
      g_object_set_data_full (G_OBJECT (overlay), key, self, toasts_free);
    }
  return self;
}

/* The overlay goes on to the one that waits. */
static void
on_dismissed (AdwToast *toast,
              Toasts   *self)
{
  if (toast == self->next)
    forget (&self->next, self);
  if (toast != self->shown)
    return;
  g_clear_handle_id (&self->withdraw_id, g_source_remove);
  forget (&self->shown, self);
  self->shown = g_steal_pointer (&self->next);
  self->stays = self->next_stays;
  self->since_us = g_get_monotonic_time ();
}

static gboolean
on_has_come_up (gpointer data)
{
  Toasts *self = data;

  self->withdraw_id = 0;
  adw_toast_dismiss (self->shown);
  return G_SOURCE_REMOVE;
}

static void
withdraw_shown (Toasts *self)
{
  gint64 left_us = self->since_us + COMES_UP_US - g_get_monotonic_time ();

  if (left_us <= 0 || !adw_get_enable_animations (GTK_WIDGET (self->overlay)))
    adw_toast_dismiss (self->shown);
  else if (self->withdraw_id == 0)
    self->withdraw_id = g_timeout_add ((guint) (left_us / 1000) + 1, on_has_come_up, self);
}

void
bw_toasts_show (AdwToastOverlay *overlay,
                AdwToast        *toast,
                gboolean         stays)
{
  Toasts *self;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  self = get_toasts (overlay);
  if (self->next != NULL)
    adw_toast_dismiss (self->next);
  g_object_ref (toast);
  adw_toast_overlay_add_toast (overlay, toast);
  g_signal_connect (toast, "dismissed", G_CALLBACK (on_dismissed), self);
  if (self->shown == NULL)
    {
      self->shown = toast;
      self->stays = stays;
      self->since_us = g_get_monotonic_time ();
      return;
    }
  self->next = toast;
  self->next_stays = stays;
  if (!self->stays)
    withdraw_shown (self);
}

void
bw_toasts_withdraw (AdwToastOverlay *overlay,
                    AdwToast        *toast)
{
  Toasts *self;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  self = get_toasts (overlay);
  if (toast != self->next && toast != self->shown)
    return;
  adw_toast_set_button_label (toast, NULL);
  if (toast == self->shown)
    withdraw_shown (self);
  else
    adw_toast_dismiss (toast);
}

void
bw_toasts_tell (GtkWidget  *widget,
                const char *text,
                GCallback   undo)
{
  GtkWidget *overlay;
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL)
    return;
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  if (undo != NULL)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_timeout (toast, UNDO_SECONDS);
      g_signal_connect_object (toast, "button-clicked", undo, widget, G_CONNECT_SWAPPED);
    }
  bw_toasts_show (ADW_TOAST_OVERLAY (overlay), toast, FALSE);
}

/* --- Files --------------------------------------------------------------------------------------- */

/* A file that is told of. */
typedef struct
{
  GWeakRef widget; /* whose overlay tells: it holds the toast, and that holds us */
  GFile *file;     /* owned */
} Told;

static Told *
told_new (GtkWidget *widget,
          GFile     *file)
{
  Told *told = g_new0 (Told, 1);

  g_weak_ref_init (&told->widget, widget);
  told->file = g_object_ref (file);
  return told;
}

static void
told_free (gpointer  data,
           GClosure *closure)
{
  Told *told = data;

  g_weak_ref_clear (&told->widget);
  g_object_unref (told->file);
  g_free (told);
}

static void
on_shown (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Told *told = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&told->widget);

  if (!bw_show_in_folder_finish (result, NULL) && widget != NULL)
    {
      g_autofree char *name = g_file_get_parse_name (told->file);
      /* Translators: %s is the whole name of a file. */
      g_autofree char *text = g_strdup_printf (_("No file manager answers; the file is “%s”"), name);

      bw_toasts_tell (widget, text, NULL);
    }
  told_free (told, NULL);
}

static void
on_show_file (AdwToast *toast,
              Told     *told)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&told->widget);
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  if (widget != NULL)
    bw_show_in_folder (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, told->file, NULL, on_shown,
                       told_new (widget, told->file));
}

void
bw_toasts_tell_file (GtkWidget  *widget,
                     const char *text,
                     GFile      *file)
{
  GtkWidget *overlay;
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);
  g_return_if_fail (G_IS_FILE (file));

  overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL)
    return;
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _("Show in _Folder"));
  adw_toast_set_timeout (toast, FILE_SECONDS);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_show_file),
                         told_new (widget, file), told_free, 0);
  bw_toasts_show (ADW_TOAST_OVERLAY (overlay), toast, FALSE);
}
