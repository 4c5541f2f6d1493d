// Shows what needs a script or a passkey only where it works, and says so when a passkey was not used.
(function () {
  var usable = Boolean(window.PublicKeyCredential && window.isSecureContext);
  function each(mark, act) { Array.prototype.forEach.call(document.querySelectorAll('[' + mark + ']'), act); }
  if (usable) {
    each('data-passkeys', function (one) { one.hidden = false; });
    each('data-no-passkeys', function (one) { one.hidden = true; });
  }
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault();
    each('data-passkey-fault', function (one) { one.hidden = false; one.setAttribute('role', 'alert'); });
  });
  each('data-print', function (one) {
    one.hidden = false;
    one.addEventListener('click', function () { window.print(); });
  });
})();
